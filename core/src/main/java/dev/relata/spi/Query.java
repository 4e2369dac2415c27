package dev.relata.spi;

import dev.relata.metamodel.EntityType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one type: a source, a restriction, an order and a part of it, applied in that order. Immutable.
 *
 * @param source where the rows come from
 * @param filter which of them
 * @param order in which order; none: any
 * @param offset how many to leave out at the front
 * @param limit how many at the most, or null for all
 */
public record Query(
        Source source,
        Predicate filter,
        List<Ordering> order,
        long offset,
        @Nullable Long limit) {

    /** Where rows come from. */
    public sealed interface Source {

        /**
         * Answers the type of the rows.
         *
         * @return the type
         */
        EntityType<?> type();
    }

    /**
     * All rows of a type.
     *
     * @param type the type
     */
    public record AllRows(EntityType<?> type) implements Source {}

    /**
     * The rows of another query, after its order and its limit.
     *
     * @param query the query
     */
    public record Derived(Query query) implements Source {
        @Override
        public EntityType<?> type() {
            return query.type();
        }
    }

    /** Copies the list. */
    public Query {
        order = List.copyOf(order);
    }

    /**
     * All rows of a type, in any order.
     *
     * @param type the type
     * @return the query
     */
    public static Query of(EntityType<?> type) {
        return new Query(new AllRows(type), Predicate.TRUE, List.of(), 0, null);
    }

    /**
     * Answers the type of the rows.
     *
     * @return the type
     */
    public EntityType<?> type() {
        return source.type();
    }

    /**
     * Tells whether a part of the rows is cut off.
     *
     * @return true with a limit or an offset
     */
    public boolean bounded() {
        return limit != null || offset > 0;
    }

    /**
     * This query with one more restriction, applied to the rows that it answers.
     *
     * @param predicate the restriction
     * @return a query over this one where this one is bounded, else a changed copy
     */
    public Query where(Predicate predicate) {
        Query base = unbounded();
        return new Query(base.source, base.filter.and(predicate), base.order, 0, null);
    }

    /**
     * This query in another order, of the rows that it answers.
     *
     * @param ordering the order
     * @return a query over this one where this one is bounded, else a changed copy
     */
    public Query orderBy(List<Ordering> ordering) {
        Query base = unbounded();
        return new Query(base.source, base.filter, ordering, 0, null);
    }

    /**
     * At most so many of the rows that this query answers.
     *
     * @param rows how many
     * @return a changed copy with the smaller limit
     */
    public Query limit(long rows) {
        return new Query(source, filter, order, offset, limit == null ? rows : Math.min(limit, rows));
    }

    /**
     * Without the first of the rows that this query answers.
     *
     * @param rows how many to leave out
     * @return a changed copy
     */
    public Query offset(long rows) {
        return new Query(source, filter, order, offset + rows, limit == null ? null : Math.max(0, limit - rows));
    }

    /**
     * The same rows with no bound of their own, so that they can be restricted or ordered further.
     *
     * @return this query, or one over it that keeps its order
     */
    public Query unbounded() {
        return bounded() ? new Query(new Derived(this), Predicate.TRUE, order, 0, null) : this;
    }
}
