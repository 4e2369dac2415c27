package dev.relata.model;

/**
 * A number of a row that the store works out; begun by {@link Conditions#valueOf}. Immutable.
 *
 * <p>In a condition whole numbers are calculated exactly, whatever their size; a calculation with a null is null. An
 * {@linkplain Assignment.ToNumber#toValue assignment} of a result that its property cannot hold is an error of the store.
 *
 * @param <E> the record
 * @param <N> the type of the number
 */
public final class NumberValue<E, N extends Number & Comparable<? super N>> extends ComparableValue<E, N> {

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
     * This number plus that of a property of the same row.
     *
     * @param property the property
     * @return the sum
     */
    public NumberValue<E, N> plus(Property<E, N> property) {
        return calculated(Arithmetic.PLUS, new Term.Stored<>(property));
    }

    /**
     * This number plus another one of the same row.
     *
     * @param number the other number
     * @return the sum
     */
    public NumberValue<E, N> plus(NumberValue<E, N> number) {
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
     * This number less that of a property of the same row.
     *
     * @param property the property
     * @return the difference
     */
    public NumberValue<E, N> minus(Property<E, N> property) {
        return calculated(Arithmetic.MINUS, new Term.Stored<>(property));
    }

    /**
     * This number less another one of the same row.
     *
     * @param number the other number
     * @return the difference
     */
    public NumberValue<E, N> minus(NumberValue<E, N> number) {
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
     * This number times that of a property of the same row.
     *
     * @param property the property
     * @return the product
     */
    public NumberValue<E, N> times(Property<E, N> property) {
        return calculated(Arithmetic.TIMES, new Term.Stored<>(property));
    }

    /**
     * This number times another one of the same row.
     *
     * @param number the other number
     * @return the product
     */
    public NumberValue<E, N> times(NumberValue<E, N> number) {
        return calculated(Arithmetic.TIMES, termOf("times", number));
    }

    private NumberValue<E, N> calculated(Arithmetic operation, Term<E> right) {
        return new NumberValue<>(new Term.Calculation<>(term(), operation, right));
    }
}
