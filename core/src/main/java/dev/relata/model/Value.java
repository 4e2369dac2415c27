package dev.relata.model;

import dev.relata.error.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A value that the store works out for each row: a property, also of a row that it refers to, a time cut off to its year, a
 * calculation, an aggregate over related rows. Rows are compared, grouped, ordered and summed up by values; made by {@link Values}
 * and {@link Aggregates}. Immutable.
 *
 * <pre>{@code
 * where(valueOf(Order::shippedAt).gt(Order::requiredAt))
 * where(valueOf(Film::rentalRate).gt(valueOf(Film::replacementCost).times(new BigDecimal("0.1"))))
 * group(year(Invoice::date)).sum(valueOf(Invoice::total).minus(Invoice::rebate))
 * }</pre>
 *
 * <p>Every value has an order: what a value begins with is comparable, which its factory demands. Comparisons are true or false,
 * never unknown: where either side is null all are false but {@code ne}, which is true.
 *
 * @param <E> the record
 * @param <V> the type of the value
 */
public sealed class Value<E, V> permits NumberValue {

    private final Term<E> term;

    Value(Term<E> term) {
        this.term = term;
    }

    /**
     * Returns what this value is made of, for what reads it.
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
        return compared(Operator.EQ, Term.of(property));
    }

    /**
     * True where this value is equal to another one of the same row.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> eq(Value<E, V> value) {
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
        return compared(Operator.NE, Term.of(property));
    }

    /**
     * True where this value is not equal to another one of the same row, and where either is null.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> ne(Value<E, V> value) {
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
        return compared(Operator.LT, Term.of(property));
    }

    /**
     * True where this value is less than another one of the same row.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> lt(Value<E, V> value) {
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
        return compared(Operator.LTE, Term.of(property));
    }

    /**
     * True where this value is less than or equal to another one of the same row.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> lte(Value<E, V> value) {
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
        return compared(Operator.GT, Term.of(property));
    }

    /**
     * True where this value is greater than another one of the same row.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> gt(Value<E, V> value) {
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
        return compared(Operator.GTE, Term.of(property));
    }

    /**
     * True where this value is greater than or equal to another one of the same row.
     *
     * @param value the other value
     * @return the filter
     */
    public final Filter<E> gte(Value<E, V> value) {
        return compared(Operator.GTE, termOf("gte", value));
    }

    private Filter<E> compared(Operator operator, Term<E> right) {
        return new Filter.Compared<>(term, operator, right);
    }

    static <E> Term<E> constant(String call, @Nullable Object value) {
        return new Term.Constant<>(RefusedException.unlessNull(value, call, "the value"));
    }

    static <E> Term<E> termOf(String call, Value<E, ?> value) {
        return RefusedException.unlessNull(value, call, "the value").term();
    }
}
