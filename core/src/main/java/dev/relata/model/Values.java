package dev.relata.model;

import dev.relata.error.RefusedException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.List;

/**
 * The values that rows are grouped by, ordered by and summed up by; meant for static import. Stateless.
 *
 * <pre>{@code
 * relata.from(Line.class).group(property(Line.TRACK, Track.GENRE, Genre::name)).sum(product(Line::price, Line::quantity))
 * relata.from(Invoice.class).group(year(Invoice::date)).and(Invoice::country).sum(Invoice::total)
 * }</pre>
 */
public final class Values {

    private Values() {}

    /**
     * A property of the row.
     *
     * @param property the property
     * @param <E> the record
     * @param <V> the property's type
     * @return the value
     */
    public static <E, V> Value<E, V> property(Property<E, V> property) {
        return at(List.of(), property);
    }

    /**
     * A property of the row that a row refers to; null where there is none.
     *
     * @param relationship the to-one
     * @param property the property of the related row
     * @param <E> the record
     * @param <U> the related record
     * @param <V> the property's type
     * @return the value
     */
    public static <E, U, V> Value<E, V> property(ToOne<E, U> relationship, Property<U, V> property) {
        return at(List.of(step(relationship)), property);
    }

    /**
     * A property of a row over two to-ones in a row; null where a row on the way is missing.
     *
     * @param first the to-one of the row
     * @param second the to-one of the row that the first leads to
     * @param property the property of the row at the end
     * @param <E> the record
     * @param <A> the record that the first leads to
     * @param <U> the record at the end
     * @param <V> the property's type
     * @return the value
     */
    public static <E, A, U, V> Value<E, V> property(ToOne<E, A> first, ToOne<A, U> second, Property<U, V> property) {
        return at(List.of(step(first), step(second)), property);
    }

    /**
     * A property of a row over three to-ones in a row; null where a row on the way is missing.
     *
     * @param first the to-one of the row
     * @param second the to-one of the row that the first leads to
     * @param third the to-one of the row that the second leads to
     * @param property the property of the row at the end
     * @param <E> the record
     * @param <A> the record that the first leads to
     * @param <B> the record that the second leads to
     * @param <U> the record at the end
     * @param <V> the property's type
     * @return the value
     */
    public static <E, A, B, U, V> Value<E, V> property(
            ToOne<E, A> first, ToOne<A, B> second, ToOne<B, U> third, Property<U, V> property) {
        return at(List.of(step(first), step(second), step(third)), property);
    }

    private static <E, V> Value<E, V> at(List<ToOne<?, ?>> way, Property<?, V> property) {
        return new Value.OfProperty<>(way, RefusedException.unlessNull(property, "property", "the property"));
    }

    private static ToOne<?, ?> step(ToOne<?, ?> relationship) {
        return RefusedException.unlessNull(
                relationship, "property", "the relationship (a constant is null before its record is initialised)");
    }

    /**
     * The first moment of the year that a time lies in, in UTC: a value of the property's own type.
     *
     * @param time a property that is an Instant, a LocalDate, a LocalDateTime, an OffsetDateTime or a ZonedDateTime
     * @param <E> the record
     * @param <V> the property's type
     * @return the value, null where the time is
     */
    public static <E, V extends Temporal> Value<E, V> year(Property<E, V> time) {
        return year(property(time));
    }

    /**
     * The first moment of the year that a time lies in, in UTC: a value of the time's own type.
     *
     * @param time the time
     * @param <E> the record
     * @param <V> the type of the time
     * @return the value, null where the time is
     */
    public static <E, V extends Temporal> Value<E, V> year(Value<E, V> time) {
        return truncated(time, ChronoUnit.YEARS);
    }

    /**
     * The first moment of the month that a time lies in, in UTC: a value of the property's own type.
     *
     * @param time a property that is an Instant, a LocalDate, a LocalDateTime, an OffsetDateTime or a ZonedDateTime
     * @param <E> the record
     * @param <V> the property's type
     * @return the value, null where the time is
     */
    public static <E, V extends Temporal> Value<E, V> month(Property<E, V> time) {
        return month(property(time));
    }

    /**
     * The first moment of the month that a time lies in, in UTC: a value of the time's own type.
     *
     * @param time the time
     * @param <E> the record
     * @param <V> the type of the time
     * @return the value, null where the time is
     */
    public static <E, V extends Temporal> Value<E, V> month(Value<E, V> time) {
        return truncated(time, ChronoUnit.MONTHS);
    }

    /**
     * The first moment of the day that a time lies in, in UTC: a value of the property's own type.
     *
     * @param time a property that is an Instant, a LocalDate, a LocalDateTime, an OffsetDateTime or a ZonedDateTime
     * @param <E> the record
     * @param <V> the property's type
     * @return the value, null where the time is
     */
    public static <E, V extends Temporal> Value<E, V> day(Property<E, V> time) {
        return day(property(time));
    }

    /**
     * The first moment of the day that a time lies in, in UTC: a value of the time's own type.
     *
     * @param time the time
     * @param <E> the record
     * @param <V> the type of the time
     * @return the value, null where the time is
     */
    public static <E, V extends Temporal> Value<E, V> day(Value<E, V> time) {
        return truncated(time, ChronoUnit.DAYS);
    }

    /**
     * The first moment of the hour that a time lies in, in UTC: a value of the property's own type.
     *
     * @param time a property that is an Instant, a LocalDateTime, an OffsetDateTime or a ZonedDateTime
     * @param <E> the record
     * @param <V> the property's type
     * @return the value, null where the time is
     */
    public static <E, V extends Temporal> Value<E, V> hour(Property<E, V> time) {
        return hour(property(time));
    }

    /**
     * The first moment of the hour that a time lies in, in UTC: a value of the time's own type.
     *
     * @param time the time
     * @param <E> the record
     * @param <V> the type of the time
     * @return the value, null where the time is
     */
    public static <E, V extends Temporal> Value<E, V> hour(Value<E, V> time) {
        return truncated(time, ChronoUnit.HOURS);
    }

    private static <E, V> Value<E, V> truncated(Value<E, V> time, ChronoUnit unit) {
        return new Value.Truncated<>(RefusedException.unlessNull(time, "year, month, day or hour", "the time"), unit);
    }

    /**
     * The product of two properties; null where one of them is.
     *
     * @param left one property
     * @param right the other property
     * @param <E> the record
     * @return the value
     */
    public static <E> Value<E, Number> product(
            Property<E, ? extends Number> left, Property<E, ? extends Number> right) {
        return product(property(left), property(right));
    }

    /**
     * The product of two values, such as properties of related rows; null where one of them is.
     *
     * @param left one value
     * @param right the other value
     * @param <E> the record
     * @return the value
     */
    public static <E> Value<E, Number> product(Value<E, ? extends Number> left, Value<E, ? extends Number> right) {
        return new Value.Product<>(
                RefusedException.unlessNull(left, "product", "the first factor"),
                RefusedException.unlessNull(right, "product", "the second factor"));
    }
}
