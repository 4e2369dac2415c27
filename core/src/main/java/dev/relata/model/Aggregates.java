package dev.relata.model;

import dev.relata.error.RefusedException;
import dev.relata.model.Aggregation.Function;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates over the rows of a selection, of a group or of a relationship; meant for static import. Stateless.
 *
 * <pre>{@code
 * relata.from(Invoice.class).group(Invoice::country).having(count(), gt(2L)).orderBy(desc(sum(Invoice::total)))
 * relata.from(Author.class).orderBy(desc(count(Author.BOOKS)))
 * }</pre>
 */
public final class Aggregates {

    private Aggregates() {}

    /**
     * The number of rows.
     *
     * @param <E> the record
     * @return the aggregate
     */
    public static <E> Aggregation<E, Long> count() {
        return new Aggregation<>(Function.COUNT, null, false);
    }

    /**
     * The number of different values of a property; nulls do not count.
     *
     * @param property the property
     * @param <E> the record
     * @return the aggregate
     */
    public static <E> Aggregation<E, Long> countDistinct(Property<E, ?> property) {
        return new Aggregation<>(Function.COUNT, Term.of(property), true);
    }

    /**
     * The number of different values; nulls do not count.
     *
     * @param value the value of each row
     * @param <E> the record
     * @return the aggregate
     */
    public static <E> Aggregation<E, Long> countDistinct(Value<E, ?> value) {
        return new Aggregation<>(Function.COUNT, Value.termOf("countDistinct", value), true);
    }

    /**
     * The sum of a property: int and smaller as a Long, long and decimals as a BigDecimal, float and double as a Double.
     *
     * @param property the property; nulls do not count
     * @param <E> the record
     * @return the aggregate, 0 over nothing
     */
    public static <E> Aggregation<E, Number> sum(Property<E, ? extends Number> property) {
        return new Aggregation<>(Function.SUM, Term.of(property), false);
    }

    /**
     * The sum of a value: int and smaller as a Long, long, decimals and products of them as a BigDecimal, float and double as a
     * Double.
     *
     * @param value the value of each row; nulls do not count
     * @param <E> the record
     * @return the aggregate, 0 over nothing
     */
    public static <E> Aggregation<E, Number> sum(Value<E, ? extends Number> value) {
        return new Aggregation<>(Function.SUM, Value.termOf("sum", value), false);
    }

    /**
     * The smallest value of a property.
     *
     * @param property the property; nulls do not count
     * @param <E> the record
     * @param <V> the property's type
     * @return the aggregate, none over nothing
     */
    public static <E, V extends Comparable<? super V>> Aggregation<E, V> min(Property<E, V> property) {
        return new Aggregation<>(Function.MIN, Term.of(property), false);
    }

    /**
     * The smallest value.
     *
     * @param value the value of each row; nulls do not count
     * @param <E> the record
     * @param <V> the type of the value
     * @return the aggregate, none over nothing
     */
    public static <E, V extends Comparable<? super V>> Aggregation<E, V> min(Value<E, V> value) {
        return new Aggregation<>(Function.MIN, Value.termOf("min", value), false);
    }

    /**
     * The largest value of a property.
     *
     * @param property the property; nulls do not count
     * @param <E> the record
     * @param <V> the property's type
     * @return the aggregate, none over nothing
     */
    public static <E, V extends Comparable<? super V>> Aggregation<E, V> max(Property<E, V> property) {
        return new Aggregation<>(Function.MAX, Term.of(property), false);
    }

    /**
     * The largest value.
     *
     * @param value the value of each row; nulls do not count
     * @param <E> the record
     * @param <V> the type of the value
     * @return the aggregate, none over nothing
     */
    public static <E, V extends Comparable<? super V>> Aggregation<E, V> max(Value<E, V> value) {
        return new Aggregation<>(Function.MAX, Value.termOf("max", value), false);
    }

    /**
     * The mean of a property: of whole numbers and of decimals the double that is nearest to it.
     *
     * @param property the property; nulls do not count
     * @param <E> the record
     * @return the aggregate, none over nothing
     */
    public static <E> Aggregation<E, Double> avg(Property<E, ? extends Number> property) {
        return new Aggregation<>(Function.AVG, Term.of(property), false);
    }

    /**
     * The mean of a value: of whole numbers and of decimals the double that is nearest to it.
     *
     * @param value the value of each row; nulls do not count
     * @param <E> the record
     * @return the aggregate, none over nothing
     */
    public static <E> Aggregation<E, Double> avg(Value<E, ? extends Number> value) {
        return new Aggregation<>(Function.AVG, Value.termOf("avg", value), false);
    }

    /**
     * The number of related rows, as a value of the row.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param <E> the record
     * @param <U> the related record
     * @return the value, 0 for none
     */
    public static <E, U> NumberValue<E, Long> count(ToMany<E, U> relationship) {
        return new NumberValue<>(related(relationship, null, count()));
    }

    /**
     * The number of some of the related rows, as a value of the row.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param filter which related rows count
     * @param <E> the record
     * @param <U> the related record
     * @return the value, 0 for none
     */
    public static <E, U> NumberValue<E, Long> count(ToMany<E, U> relationship, Filter<U> filter) {
        return new NumberValue<>(
                related(relationship, RefusedException.unlessNull(filter, "count", "the filter"), count()));
    }

    /**
     * An aggregate over the related rows, as a value of the row.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param aggregation what is computed over the related rows
     * @param <E> the record
     * @param <U> the related record
     * @param <V> the type of the aggregate
     * @return the value
     */
    public static <E, U, V> Value<E, V> over(ToMany<E, U> relationship, Aggregation<U, V> aggregation) {
        return new Value<>(related(relationship, null, aggregation));
    }

    /**
     * An aggregate over some of the related rows, as a value of the row.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param filter which related rows count
     * @param aggregation what is computed over them
     * @param <E> the record
     * @param <U> the related record
     * @param <V> the type of the aggregate
     * @return the value
     */
    public static <E, U, V> Value<E, V> over(
            ToMany<E, U> relationship, Filter<U> filter, Aggregation<U, V> aggregation) {
        return new Value<>(
                related(relationship, RefusedException.unlessNull(filter, "over", "the filter"), aggregation));
    }

    private static <E, U> Term<E> related(
            ToMany<E, U> relationship, @Nullable Filter<U> filter, Aggregation<U, ?> aggregation) {
        return new Term.OfRelated<>(
                RefusedException.unlessNull(
                        relationship,
                        "count or over",
                        "the relationship (a constant is null before its record is initialised)"),
                filter,
                RefusedException.unlessNull(aggregation, "over", "the aggregate"));
    }
}
