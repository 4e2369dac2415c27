package dev.relata.model;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A yes or no asked of a record; made by {@link Conditions}. Immutable.
 *
 * @param <E> the record
 */
public sealed interface Filter<E> {

    /** How many related rows must pass. */
    enum Quantifier {
        /** At least one. */
        ANY,
        /** None; true over none. */
        NONE,
        /** All; true over none. */
        EVERY
    }

    /**
     * A condition on a property.
     *
     * @param property the property
     * @param condition what is asked of it
     * @param <E> the record
     */
    record OnProperty<E>(Property<E, ?> property, Condition<?> condition) implements Filter<E> {}

    /**
     * A comparison of two values of one row; see {@link Value}.
     *
     * @param left the one
     * @param operator EQ, NE, LT, LTE, GT or GTE
     * @param right the other
     * @param <E> the record
     */
    record Compared<E>(Term<E> left, Operator operator, Term<E> right) implements Filter<E> {}

    /**
     * All of the parts.
     *
     * @param parts the parts; none is true
     * @param <E> the record
     */
    record AllOf<E>(List<Filter<E>> parts) implements Filter<E> {}

    /**
     * At least one of the parts.
     *
     * @param parts the parts; none is false
     * @param <E> the record
     */
    record AnyOf<E>(List<Filter<E>> parts) implements Filter<E> {}

    /**
     * Exactly where the part is not true.
     *
     * @param part the part
     * @param <E> the record
     */
    record Not<E>(Filter<E> part) implements Filter<E> {}

    /**
     * A filter on related rows.
     *
     * @param relationship the relationship, asked on first use
     * @param quantifier how many must pass
     * @param filter what they must pass
     * @param <E> the record
     * @param <U> the related record
     */
    record Related<E, U>(Supplier<? extends Relationship<E, U>> relationship, Quantifier quantifier, Filter<U> filter)
            implements Filter<E> {}

    /**
     * The record lies below another one of its type: a relation of the type to itself leads to it, in one step or in several.
     *
     * @param relationship the way up, a to-one, or the way down, asked on first use
     * @param root the record above, or its id
     * @param byId whether the root is given by its id
     * @param depth the most steps, or null for any number
     * @param <E> the record
     */
    record Under<E>(
            Supplier<? extends Relationship<E, E>> relationship,
            Object root,
            boolean byId,
            @Nullable Integer depth) implements Filter<E> {}
}
