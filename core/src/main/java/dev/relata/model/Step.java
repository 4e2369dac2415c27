package dev.relata.model;

/**
 * One step of a relation's default selection, in the order in which it was given. Immutable.
 *
 * @param <T> the target
 */
public sealed interface Step<T> {

    /**
     * A restriction; after a limit it filters the limited rows.
     *
     * @param filter what rows must pass
     * @param <T> the target
     */
    record Where<T>(Filter<T> filter) implements Step<T> {}

    /**
     * An order that replaces the one before.
     *
     * @param sort the term
     * @param <T> the target
     */
    record SortBy<T>(Sort<T> sort) implements Step<T> {}

    /**
     * A further term of the order.
     *
     * @param sort the term
     * @param <T> the target
     */
    record ThenBy<T>(Sort<T> sort) implements Step<T> {}

    /**
     * A limit; of two the smaller holds.
     *
     * @param rows the most rows, 0 or more
     * @param <T> the target
     */
    record Limit<T>(long rows) implements Step<T> {}
}
