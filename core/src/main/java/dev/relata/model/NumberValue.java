package dev.relata.model;

/**
 * A number that the store works out for each row; see {@link Value}. Immutable.
 *
 * <p>A calculation with a null is null. Whole numbers and decimals are calculated exactly, whatever their size (MongoDB rounds to 34
 * digits), with a floating number on either side as double. A calculation of two numbers of one type is of that type: where it is answered by itself, as the key of a
 * group is, a result that the type cannot hold is an {@code InvalidValueException}; sums and comparisons know no such bound. That of
 * numbers of two types is a {@code Number}: a {@code BigDecimal}, or a {@code Double} with a floating number on either side. An
 * {@linkplain Assignment.ToNumber#toValue assignment} of a result that its property cannot hold is an error of the store.
 *
 * @param <E> the record
 * @param <N> the type of the number
 */
public final class NumberValue<E, N extends Number> extends Value<E, N> {

    NumberValue(Term<E> term) {
        super(term);
    }

    /**
     * This number plus one that is given.
     *
     * @param number the number
     * @return the sum
     */
    public NumberValue<E, N> plus(N number) {
        return calculated(Arithmetic.PLUS, constant("plus", number));
    }

    /**
     * This number plus that of a property of the same type.
     *
     * @param property the property
     * @return the sum
     */
    @SuppressWarnings(
            "overloads") // a reference to a number of this type fits both, of which this one is the more special
    public NumberValue<E, N> plus(NumberProperty<E, N> property) {
        return calculated(Arithmetic.PLUS, Term.of(property));
    }

    /**
     * This number plus that of a property of any type of numbers.
     *
     * @param property the property
     * @return the sum
     */
    @SuppressWarnings("overloads") // as above
    public NumberValue<E, Number> plus(Property<E, ? extends Number> property) {
        return calculated(Arithmetic.PLUS, Term.of(property));
    }

    /**
     * This number plus another one of the same type.
     *
     * @param number the other number
     * @return the sum
     */
    public NumberValue<E, N> plus(NumberValue<E, N> number) {
        return calculated(Arithmetic.PLUS, termOf("plus", number));
    }

    /**
     * This number plus another one of any type of numbers.
     *
     * @param number the other number
     * @return the sum
     */
    public NumberValue<E, Number> plus(Value<E, ? extends Number> number) {
        return calculated(Arithmetic.PLUS, termOf("plus", number));
    }

    /**
     * This number less one that is given.
     *
     * @param number the number
     * @return the difference
     */
    public NumberValue<E, N> minus(N number) {
        return calculated(Arithmetic.MINUS, constant("minus", number));
    }

    /**
     * This number less that of a property of the same type.
     *
     * @param property the property
     * @return the difference
     */
    @SuppressWarnings(
            "overloads") // a reference to a number of this type fits both, of which this one is the more special
    public NumberValue<E, N> minus(NumberProperty<E, N> property) {
        return calculated(Arithmetic.MINUS, Term.of(property));
    }

    /**
     * This number less that of a property of any type of numbers.
     *
     * @param property the property
     * @return the difference
     */
    @SuppressWarnings("overloads") // as above
    public NumberValue<E, Number> minus(Property<E, ? extends Number> property) {
        return calculated(Arithmetic.MINUS, Term.of(property));
    }

    /**
     * This number less another one of the same type.
     *
     * @param number the other number
     * @return the difference
     */
    public NumberValue<E, N> minus(NumberValue<E, N> number) {
        return calculated(Arithmetic.MINUS, termOf("minus", number));
    }

    /**
     * This number less another one of any type of numbers.
     *
     * @param number the other number
     * @return the difference
     */
    public NumberValue<E, Number> minus(Value<E, ? extends Number> number) {
        return calculated(Arithmetic.MINUS, termOf("minus", number));
    }

    /**
     * This number times one that is given.
     *
     * @param factor the factor
     * @return the product
     */
    public NumberValue<E, N> times(N factor) {
        return calculated(Arithmetic.TIMES, constant("times", factor));
    }

    /**
     * This number times that of a property of the same type.
     *
     * @param property the property
     * @return the product
     */
    @SuppressWarnings(
            "overloads") // a reference to a number of this type fits both, of which this one is the more special
    public NumberValue<E, N> times(NumberProperty<E, N> property) {
        return calculated(Arithmetic.TIMES, Term.of(property));
    }

    /**
     * This number times that of a property of any type of numbers.
     *
     * @param property the property
     * @return the product
     */
    @SuppressWarnings("overloads") // as above
    public NumberValue<E, Number> times(Property<E, ? extends Number> property) {
        return calculated(Arithmetic.TIMES, Term.of(property));
    }

    /**
     * This number times another one of the same type.
     *
     * @param factor the other number
     * @return the product
     */
    public NumberValue<E, N> times(NumberValue<E, N> factor) {
        return calculated(Arithmetic.TIMES, termOf("times", factor));
    }

    /**
     * This number times another one of any type of numbers.
     *
     * @param factor the other number
     * @return the product
     */
    public NumberValue<E, Number> times(Value<E, ? extends Number> factor) {
        return calculated(Arithmetic.TIMES, termOf("times", factor));
    }

    private <M extends Number> NumberValue<E, M> calculated(Arithmetic operation, Term<E> right) {
        return new NumberValue<>(new Term.Calculation<>(term(), operation, right));
    }
}
