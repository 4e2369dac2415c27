package dev.relata.model;

import dev.relata.error.RefusedException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Value}, a {@link Sort} or an {@link Assignment} is made of: data that Relata resolves and hands to stores. Immutable.
 *
 * @param <E> the record
 */
public sealed interface Term<E> {

    /**
     * A property of the row.
     *
     * @param property the property
     * @param <E> the record
     * @return the term
     * @throws RefusedException for null
     */
    static <E> Term<E> of(Property<E, ?> property) {
        return Stored.of(property);
    }

    /**
     * A property of the row that a row refers to.
     *
     * @param relationship the to-one
     * @param property the property of the related row
     * @param <E> the record
     * @param <U> the related record
     * @return the term
     * @throws RefusedException for null
     */
    static <E, U> Term<E> of(ToOne<E, U> relationship, Property<U, ?> property) {
        return Stored.of(property, Stored.step(relationship));
    }

    /**
     * A property of the row, or of a row that it refers to; its value is that before the statement, null where a row on the way
     * is missing.
     *
     * @param way the to-ones on the way, each from the row before, asked on first use; empty for the row's own property
     * @param property the property of the row at the end
     * @param <E> the record
     */
    record Stored<E>(List<Supplier<? extends ToOne<?, ?>>> way, Property<?, ?> property) implements Term<E> {

        /** Copies the list. */
        public Stored {
            way = List.copyOf(way);
        }

        @SafeVarargs
        @SuppressWarnings("varargs") // only read
        static <E> Stored<E> of(Property<?, ?> property, Supplier<? extends ToOne<?, ?>>... way) {
            return new Stored<>(List.of(way), RefusedException.unlessNull(property, "a value", "the property"));
        }

        static <E, U> Supplier<ToOne<E, U>> step(ToOne<E, U> relationship) {
            RefusedException.unlessNull(
                    relationship, "a value", "the relationship (a constant is null before its record is initialised)");
            return () -> relationship;
        }
    }

    /**
     * A value that is given.
     *
     * @param value the value, null to clear a property
     * @param <E> the record
     */
    record Constant<E>(@Nullable Object value) implements Term<E> {}

    /**
     * A number that the store calculates of two others.
     *
     * @param left the one
     * @param operation how
     * @param right the other
     * @param <E> the record
     */
    record Calculation<E>(Term<E> left, Arithmetic operation, Term<E> right) implements Term<E> {}

    /**
     * The first moment of the year, the month, the day or the hour that a time lies in, in UTC.
     *
     * @param time the time
     * @param unit YEARS, MONTHS, DAYS or HOURS
     * @param <E> the record
     */
    record Truncated<E>(Term<E> time, ChronoUnit unit) implements Term<E> {}

    /**
     * An aggregate over the related rows.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param filter which of the related rows count, or null for all
     * @param aggregation what is computed over them
     * @param <E> the record
     * @param <U> the related record
     */
    record OfRelated<E, U>(
            ToMany<E, U> relationship, @Nullable Filter<U> filter, Aggregation<U, ?> aggregation) implements Term<E> {}

    /**
     * An aggregate over the rows of a group, in an order of groups.
     *
     * @param aggregation what is computed over them
     * @param <E> the record that is grouped
     */
    record OfGroup<E>(Aggregation<E, ?> aggregation) implements Term<E> {}

    /**
     * The default of the property's column, in an assignment.
     *
     * @param <E> the record
     */
    record Default<E>() implements Term<E> {}

    /**
     * The time by the store's clock, in an assignment.
     *
     * @param <E> the record
     */
    record Now<E>() implements Term<E> {}
}
