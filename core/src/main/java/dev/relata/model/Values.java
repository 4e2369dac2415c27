package dev.relata.model;

import dev.relata.error.RefusedException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;

/**
 * The values that the store works out for each row: rows are compared, grouped, ordered and summed up by them; meant for static
 * import. Stateless.
 *
 * <pre>{@code
 * relata.from(Film.class).where(valueOf(Film::rentalRate).gt(valueOf(Film::replacementCost).times(new BigDecimal("0.1"))))
 * relata.from(Line.class).group(valueOf(Line.TRACK, Track.GENRE, Genre::name)).sum(valueOf(Line::price).times(Line::quantity))
 * relata.from(Invoice.class).group(year(Invoice::date)).and(Invoice::country).sum(Invoice::total)
 * }</pre>
 */
public final class Values {

    private Values() {}

    /**
     * A property, a number, of the row, to be calculated with.
     *
     * @param property the property
     * @param <E> the record
     * @param <N> the property's type
     * @return the number
     */
    @SuppressWarnings("overloads") // a reference to a number fits both, of which this one is the more special
    public static <E, N extends Number & Comparable<? super N>> NumberValue<E, N> valueOf(
            NumberProperty<E, N> property) {
        return new NumberValue<>(Term.of(property));
    }

    /**
     * A property of the row.
     *
     * @param property the property
     * @param <E> the record
     * @param <V> the property's type
     * @return the value
     */
    @SuppressWarnings("overloads") // as above
    public static <E, V extends Comparable<? super V>> Value<E, V> valueOf(Property<E, V> property) {
        return new Value<>(Term.of(property));
    }

    /**
     * A property, a number, of the row that a row refers to; null where there is none, to be calculated with.
     *
     * @param relationship the to-one
     * @param property the property of the related row
     * @param <E> the record
     * @param <U> the related record
     * @param <N> the property's type
     * @return the number
     */
    @SuppressWarnings("overloads") // as above
    public static <E, U, N extends Number & Comparable<? super N>> NumberValue<E, N> valueOf(
            ToOne<E, U> relationship, NumberProperty<U, N> property) {
        return new NumberValue<>(Term.Stored.of(property, Term.Stored.step(relationship)));
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
    @SuppressWarnings("overloads") // as above
    public static <E, U, V extends Comparable<? super V>> Value<E, V> valueOf(
            ToOne<E, U> relationship, Property<U, V> property) {
        return new Value<>(Term.Stored.of(property, Term.Stored.step(relationship)));
    }

    /**
     * A property, a number, of a row over two to-ones in a row; null where a row on the way is missing, to be calculated with.
     *
     * @param first the to-one of the row
     * @param second the to-one of the row that the first leads to
     * @param property the property of the row at the end
     * @param <E> the record
     * @param <A> the record that the first leads to
     * @param <U> the record at the end
     * @param <N> the property's type
     * @return the number
     */
    @SuppressWarnings("overloads") // as above
    public static <E, A, U, N extends Number & Comparable<? super N>> NumberValue<E, N> valueOf(
            ToOne<E, A> first, ToOne<A, U> second, NumberProperty<U, N> property) {
        return new NumberValue<>(Term.Stored.of(property, Term.Stored.step(first), Term.Stored.step(second)));
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
    @SuppressWarnings("overloads") // as above
    public static <E, A, U, V extends Comparable<? super V>> Value<E, V> valueOf(
            ToOne<E, A> first, ToOne<A, U> second, Property<U, V> property) {
        return new Value<>(Term.Stored.of(property, Term.Stored.step(first), Term.Stored.step(second)));
    }

    /**
     * A property, a number, of a row over three to-ones in a row; null where a row on the way is missing, to be calculated with.
     *
     * @param first the to-one of the row
     * @param second the to-one of the row that the first leads to
     * @param third the to-one of the row that the second leads to
     * @param property the property of the row at the end
     * @param <E> the record
     * @param <A> the record that the first leads to
     * @param <B> the record that the second leads to
     * @param <U> the record at the end
     * @param <N> the property's type
     * @return the number
     */
    @SuppressWarnings("overloads") // as above
    public static <E, A, B, U, N extends Number & Comparable<? super N>> NumberValue<E, N> valueOf(
            ToOne<E, A> first, ToOne<A, B> second, ToOne<B, U> third, NumberProperty<U, N> property) {
        return new NumberValue<>(
                Term.Stored.of(property, Term.Stored.step(first), Term.Stored.step(second), Term.Stored.step(third)));
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
    @SuppressWarnings("overloads") // as above
    public static <E, A, B, U, V extends Comparable<? super V>> Value<E, V> valueOf(
            ToOne<E, A> first, ToOne<A, B> second, ToOne<B, U> third, Property<U, V> property) {
        return new Value<>(
                Term.Stored.of(property, Term.Stored.step(first), Term.Stored.step(second), Term.Stored.step(third)));
    }

    /**
     * The first moment of the year that a time lies in, in UTC: a value of the property's own type.
     *
     * @param time a property that is an Instant, a LocalDate, a LocalDateTime, an OffsetDateTime or a ZonedDateTime
     * @param <E> the record
     * @param <V> the property's type
     * @return the value, null where the time is
     */
    public static <E, V extends Temporal & Comparable<? super V>> Value<E, V> year(Property<E, V> time) {
        return year(valueOf(time));
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
    public static <E, V extends Temporal & Comparable<? super V>> Value<E, V> month(Property<E, V> time) {
        return month(valueOf(time));
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
    public static <E, V extends Temporal & Comparable<? super V>> Value<E, V> day(Property<E, V> time) {
        return day(valueOf(time));
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
    public static <E, V extends Temporal & Comparable<? super V>> Value<E, V> hour(Property<E, V> time) {
        return hour(valueOf(time));
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
        return new Value<>(new Term.Truncated<>(
                RefusedException.unlessNull(time, "year, month, day or hour", "the time")
                        .term(),
                unit));
    }
}
