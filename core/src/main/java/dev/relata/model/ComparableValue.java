package dev.relata.model;

import dev.relata.error.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A value of a row that the store works out, to be compared with another value of the same row; begun by {@link
 * Conditions#valueOf}. Immutable.
 *
 * <pre>{@code
 * where(valueOf(Order::shippedAt).gt(Order::requiredAt))
 * where(valueOf(Film::rentalRate).gt(valueOf(Film::replacementCost).times(new BigDecimal("0.1"))))
 * }</pre>
 *
 * <p>Comparisons are true or false, never unknown: where either side is null all are false but {@code ne}, which is true.
 *
 * @param <E> the record
 * @param <V> the type of the value
 */
public sealed class ComparableValue<E, V extends Comparable<? super V>> permits NumberValue {

    private final Term<E> term;

    ComparableValue(Term<E> term) {
        this.term = term;
    }

    /**
     * Returns the parts of this value, for what reads it.
     *
     * @return the term
     */
    public final Term<E> term() {
        return term;
    }

    /**
     * True where this value is equal to a value that is given.
     *
     * @param value the value
     * @return the filter
     */
    public final Filter<E> eq(V value) {
        return compared(Operator.EQ, constant("eq", value));
    }

    /**
     * True where this value is equal to that of a property of the same row.
     *
     * @param property the property
     * @return the filter
     */
    public final Filter<E> eq(Property<E, V> property) {
        return compared(Operator.EQ, new Term.Stored<>(property));
    }

    /**
     * True where this value is equal to another one of the same row.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> eq(ComparableValue<E, V> value) {
        return compared(Operator.EQ, termOf("eq", value));
    }

    /**
     * True where this value is not equal to a value that is given, and where it is null.
     *
     * @param value the value
     * @return the filter
     */
    public final Filter<E> ne(V value) {
        return compared(Operator.NE, constant("ne", value));
    }

    /**
     * True where this value is not equal to that of a property of the same row, and where either is null.
     *
     * @param property the property
     * @return the filter
     */
    public final Filter<E> ne(Property<E, V> property) {
        return compared(Operator.NE, new Term.Stored<>(property));
    }

    /**
     * True where this value is not equal to another one of the same row, and where either is null.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> ne(ComparableValue<E, V> value) {
        return compared(Operator.NE, termOf("ne", value));
    }

    /**
     * True where this value is less than a value that is given.
     *
     * @param value the value
     * @return the filter
     */
    public final Filter<E> lt(V value) {
        return compared(Operator.LT, constant("lt", value));
    }

    /**
     * True where this value is less than that of a property of the same row.
     *
     * @param property the property
     * @return the filter
     */
    public final Filter<E> lt(Property<E, V> property) {
        return compared(Operator.LT, new Term.Stored<>(property));
    }

    /**
     * True where this value is less than another one of the same row.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> lt(ComparableValue<E, V> value) {
        return compared(Operator.LT, termOf("lt", value));
    }

    /**
     * True where this value is less than or equal to a value that is given.
     *
     * @param value the value
     * @return the filter
     */
    public final Filter<E> lte(V value) {
        return compared(Operator.LTE, constant("lte", value));
    }

    /**
     * True where this value is less than or equal to that of a property of the same row.
     *
     * @param property the property
     * @return the filter
     */
    public final Filter<E> lte(Property<E, V> property) {
        return compared(Operator.LTE, new Term.Stored<>(property));
    }

    /**
     * True where this value is less than or equal to another one of the same row.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> lte(ComparableValue<E, V> value) {
        return compared(Operator.LTE, termOf("lte", value));
    }

    /**
     * True where this value is greater than a value that is given.
     *
     * @param value the value
     * @return the filter
     */
    public final Filter<E> gt(V value) {
        return compared(Operator.GT, constant("gt", value));
    }

    /**
     * True where this value is greater than that of a property of the same row.
     *
     * @param property the property
     * @return the filter
     */
    public final Filter<E> gt(Property<E, V> property) {
        return compared(Operator.GT, new Term.Stored<>(property));
    }

    /**
     * True where this value is greater than another one of the same row.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> gt(ComparableValue<E, V> value) {
        return compared(Operator.GT, termOf("gt", value));
    }

    /**
     * True where this value is greater than or equal to a value that is given.
     *
     * @param value the value
     * @return the filter
     */
    public final Filter<E> gte(V value) {
        return compared(Operator.GTE, constant("gte", value));
    }

    /**
     * True where this value is greater than or equal to that of a property of the same row.
     *
     * @param property the property
     * @return the filter
     */
    public final Filter<E> gte(Property<E, V> property) {
        return compared(Operator.GTE, new Term.Stored<>(property));
    }

    /**
     * True where this value is greater than or equal to another one of the same row.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> gte(ComparableValue<E, V> value) {
        return compared(Operator.GTE, termOf("gte", value));
    }

    private Filter<E> compared(Operator operator, Term<E> right) {
        return new Filter.Compared<>(term, operator, right);
    }

    static <E> Term<E> constant(String call, @Nullable Object value) {
        return new Term.Constant<>(RefusedException.unlessNull(value, call, "the value"));
    }

    static <E> Term<E> termOf(String call, ComparableValue<E, ?> value) {
        return RefusedException.unlessNull(value, call, "the value").term();
    }
}
