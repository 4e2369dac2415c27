package dev.relata.model;

/**
 * One term of an order of groups: by what is computed over each, or, a {@link Sort}, by what they are grouped by; made by {@link
 * Sort}. Immutable.
 *
 * <p>Without {@link #nullsFirst()} or {@link #nullsLast()} nulls count as the largest value: last ascending, first descending, as
 * PostgreSQL does. A count and a sum are never null.
 *
 * @param <E> the record that is ordered
 */
public sealed class GroupSort<E> permits Sort {

    private final Term<E> by;
    private final Direction direction;
    private final Nulls nulls;

    GroupSort(Term<E> by, Direction direction) {
        this(by, direction, direction == Direction.ASC ? Nulls.LAST : Nulls.FIRST);
    }

    GroupSort(Term<E> by, Direction direction, Nulls nulls) {
        this.by = by;
        this.direction = direction;
        this.nulls = nulls;
    }

    /**
     * This order with nulls before every value.
     *
     * @return a changed copy
     */
    public GroupSort<E> nullsFirst() {
        return new GroupSort<>(by, direction, Nulls.FIRST);
    }

    /**
     * This order with nulls after every value.
     *
     * @return a changed copy
     */
    public GroupSort<E> nullsLast() {
        return new GroupSort<>(by, direction, Nulls.LAST);
    }

    /**
     * Answers what is ordered by.
     *
     * @return a property of the row or of one that it refers to, a value that is worked out, or an aggregate over a group
     */
    public final Term<E> term() {
        return by;
    }

    /**
     * Answers the direction.
     *
     * @return the direction
     */
    public final Direction direction() {
        return direction;
    }

    /**
     * Answers where nulls go.
     *
     * @return first or last
     */
    public final Nulls nulls() {
        return nulls;
    }
}
