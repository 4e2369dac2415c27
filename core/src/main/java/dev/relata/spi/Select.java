package dev.relata.spi;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A read: the values of some expressions for the rows of a query. Immutable.
 *
 * <p>Each row of the answer is an array with a value for each of {@code columns}, in that order; where {@code batch} is
 * given, the owner's position (an Integer, from 0) comes first. The rows of one owner are in the query's order; those of
 * several owners may be mixed. A path has the attribute's Java type, a count is a Long. A row with a value that cannot be read
 * is answered as {@link Unreadable#row} says.
 *
 * @param label what it is for, such as {@code Author.BOOKS}
 * @param query which rows; without bounds where a column is an aggregate
 * @param columns what of each row, or of each group; never empty
 * @param groupBy what rows are grouped by; with aggregates and no group, one row is answered
 * @param distinct whether equal rows of the answer are answered once; orders are then among the columns
 * @param batch the owners asked for, or null for a plain query
 * @param rowLock how the query's rows are locked against writers until the transaction ends, or null where they are not; rows that
 *     others changed meanwhile are answered as they are once locked
 * @param groups which of the groups are answered, and in which order; all where nothing is grouped, or for several owners
 */
public record Select(
        String label,
        Query query,
        List<Expression> columns,
        List<RowValue> groupBy,
        boolean distinct,
        @Nullable KeyBatch batch,
        @Nullable RowLock rowLock,
        GroupQuery groups) {

    /** Copies the lists; refuses to lock what is not one row for each row of the answer. */
    public Select {
        columns = List.copyOf(columns);
        groupBy = List.copyOf(groupBy);
        boolean many = rowLock != null
                && (distinct || !groupBy.isEmpty() || columns.stream().anyMatch(Aggregate.class::isInstance));
        if (many) {
            throw new IllegalArgumentException(label
                    + ": groups, aggregates and distinct values have no row to lock; lock the rows in a read before");
        }
        if (!groups.equals(GroupQuery.ALL) && (groupBy.isEmpty() || batch != null || distinct)) {
            throw new IllegalArgumentException(
                    label
                            + ": groups are restricted, ordered and limited in a read of groups, without a batch or distinct values");
        }
    }

    /**
     * A read of all groups, where it reads groups.
     *
     * @param label what it is for
     * @param query which rows
     * @param columns what of each row, or of each group
     * @param groupBy what rows are grouped by
     * @param distinct whether equal rows of the answer are answered once
     * @param batch the owners asked for, or null
     * @param rowLock how the query's rows are locked, or null
     */
    public Select(
            String label,
            Query query,
            List<Expression> columns,
            List<RowValue> groupBy,
            boolean distinct,
            @Nullable KeyBatch batch,
            @Nullable RowLock rowLock) {
        this(label, query, columns, groupBy, distinct, batch, rowLock, GroupQuery.ALL);
    }

    /**
     * A read that locks nothing.
     *
     * @param label what it is for
     * @param query which rows
     * @param columns what of each row, or of each group
     * @param groupBy what rows are grouped by
     * @param distinct whether equal rows of the answer are answered once
     * @param batch the owners asked for, or null
     */
    public Select(
            String label,
            Query query,
            List<Expression> columns,
            List<RowValue> groupBy,
            boolean distinct,
            @Nullable KeyBatch batch) {
        this(label, query, columns, groupBy, distinct, batch, null);
    }

    /**
     * All attributes of the query's rows, in the order of the type's attributes.
     *
     * @param label what it is for
     * @param query which rows
     * @return the request
     */
    public static Select rows(String label, Query query) {
        return of(label, query, query.type().attributes().stream().map(Path::of).toList());
    }

    /**
     * Some values of the query's rows.
     *
     * @param label what it is for
     * @param query which rows
     * @param columns what of each row
     * @return the request
     */
    public static Select of(String label, Query query, List<? extends Expression> columns) {
        return new Select(label, query, List.copyOf(columns), List.of(), false, null);
    }

    /**
     * Values of groups of the query's rows.
     *
     * @param label what it is for
     * @param query which rows
     * @param groupBy what they are grouped by
     * @param columns what of each group
     * @param groups which of the groups, and in which order
     * @return the request
     */
    public static Select groups(
            String label,
            Query query,
            List<? extends RowValue> groupBy,
            List<? extends Expression> columns,
            GroupQuery groups) {
        return new Select(label, query, List.copyOf(columns), List.copyOf(groupBy), false, null, null, groups);
    }

    /**
     * This request for each of many owners.
     *
     * @param owners their keys
     * @return a changed copy
     */
    public Select forEach(KeyBatch owners) {
        return new Select(label, query, columns, groupBy, distinct, owners, rowLock, groups);
    }

    /**
     * This request with its rows locked for a write that follows, as {@link RowLock#BY_ID} says; to be sent in a transaction.
     *
     * @return a changed copy
     * @throws IllegalArgumentException with aggregates, groups or distinct values
     */
    public Select lock() {
        return lock(RowLock.BY_ID);
    }

    /**
     * This request with its rows locked until the transaction ends; to be sent in a transaction.
     *
     * @param how how they are locked
     * @return a changed copy
     * @throws IllegalArgumentException with aggregates, groups or distinct values
     */
    public Select lock(RowLock how) {
        return new Select(label, query, columns, groupBy, distinct, batch, how, groups);
    }

    /**
     * Tells whether the query's rows are locked.
     *
     * @return true where they are
     */
    public boolean locked() {
        return rowLock != null;
    }
}
