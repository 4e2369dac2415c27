package dev.relata.spi;

import dev.relata.model.Direction;
import dev.relata.model.Nulls;

/**
 * One term of an order. Immutable.
 *
 * @param by what is ordered by: a value of the row, or of a group also an aggregate over its rows
 * @param direction the direction
 * @param nulls where nulls go
 */
public record Ordering(Expression by, Direction direction, Nulls nulls) {

    /** Refuses what has no order. */
    public Ordering {
        if (by instanceof SortKey) {
            throw new IllegalArgumentException("a sort key stands for what is ordered by: order by that");
        }
    }

    /**
     * Answers the attribute that is ordered by.
     *
     * @return the path
     * @throws IllegalStateException where {@link #by} is no path
     */
    public Path path() {
        if (by instanceof Path path) {
            return path;
        }
        throw new IllegalStateException("the order is by " + by + ", and not by an attribute");
    }

    /**
     * Answers the value of a row that is ordered by.
     *
     * @return the value
     * @throws IllegalStateException where {@link #by} is an aggregate over a group
     */
    public RowValue value() {
        if (by instanceof RowValue value) {
            return value;
        }
        throw new IllegalStateException("the order is by " + by + ", which is no value of a row");
    }
}
