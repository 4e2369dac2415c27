package dev.relata.model;

import dev.relata.error.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ComparableValue} or an {@link Assignment} is made of: data that Relata hands to stores, made by those two. Immutable.
 *
 * @param <E> the record
 */
public sealed interface Term<E> {

    /**
     * The value that a property of the row has before the statement.
     *
     * @param property the property
     * @param <E> the record
     */
    record Stored<E>(Property<E, ?> property) implements Term<E> {

        /** Refuses a null for the property. */
        public Stored {
            RefusedException.unlessNull(property, "valueOf", "the property");
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
     * The default of the property's column.
     *
     * @param <E> the record
     */
    record Default<E>() implements Term<E> {}

    /**
     * The time by the store's clock.
     *
     * @param <E> the record
     */
    record Now<E>() implements Term<E> {}
}
