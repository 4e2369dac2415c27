package dev.relata.model;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value that a row has: a property, a property of a row that it refers to, a time cut off to its year, a product, a number of
 * related rows; made by {@link Values} and {@link Aggregates}. Immutable.
 *
 * @param <E> the record
 * @param <V> the type of the value
 */
public sealed interface Value<E, V> {

    /**
     * A property of the row, or of a row that it refers to; null where a row on the way is missing.
     *
     * @param way the to-ones on the way, each from the row before; empty for the row's own property
     * @param property the property of the row at the end
     * @param <E> the record
     * @param <V> the property's type
     */
    record OfProperty<E, V>(List<ToOne<?, ?>> way, Property<?, V> property) implements Value<E, V> {

        /** Copies the list. */
        public OfProperty {
            way = List.copyOf(way);
        }
    }

    /**
     * The first moment of the year, the month, the day or the hour that a time lies in, in UTC.
     *
     * @param time the time
     * @param unit YEARS, MONTHS, DAYS or HOURS
     * @param <E> the record
     * @param <V> the type of the time
     */
    record Truncated<E, V>(Value<E, V> time, ChronoUnit unit) implements Value<E, V> {}

    /**
     * The product of two numbers; null where one of them is.
     *
     * @param left one number
     * @param right the other number
     * @param <E> the record
     */
    record Product<E>(Value<E, ? extends Number> left, Value<E, ? extends Number> right) implements Value<E, Number> {}

    /**
     * An aggregate over the related rows.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param filter which of the related rows count, or null for all
     * @param aggregation what is computed over them
     * @param <E> the record
     * @param <U> the related record
     * @param <V> the type of the aggregate
     */
    record OfRelated<E, U, V>(
            ToMany<E, U> relationship, @Nullable Filter<U> filter, Aggregation<U, V> aggregation)
            implements Value<E, V> {}
}
