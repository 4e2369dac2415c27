package dev.relata.model;

import dev.relata.error.RefusedException;

/**
 * One term of an order of groups, by what is computed over each; made by {@link Sort}. Immutable.
 *
 * <p>Without {@link #nullsFirst()} or {@link #nullsLast()} nulls count as the largest value: last ascending, first
 * descending. A count and a sum are never null.
 *
 * @param aggregation what is computed over each group
 * @param direction the direction
 * @param nulls where groups go for which there is no such value
 * @param <E> the record that is grouped
 */
public record GroupSort<E>(Aggregation<E, ?> aggregation, Direction direction, Nulls nulls) {

    /** Refuses nulls. */
    public GroupSort {
        RefusedException.unlessNull(aggregation, "asc or desc", "the aggregate");
        RefusedException.unlessNull(direction, "asc or desc", "the direction");
        RefusedException.unlessNull(nulls, "asc or desc", "the place of nulls");
    }

    /**
     * This order with nulls before every value.
     *
     * @return a changed copy
     */
    public GroupSort<E> nullsFirst() {
        return new GroupSort<>(aggregation, direction, Nulls.FIRST);
    }

    /**
     * This order with nulls after every value.
     *
     * @return a changed copy
     */
    public GroupSort<E> nullsLast() {
        return new GroupSort<>(aggregation, direction, Nulls.LAST);
    }
}
