package dev.relata.internal.resolve;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Association;
import dev.relata.spi.Expression;
import dev.relata.spi.Query;
import dev.relata.spi.Query.Derived;
import dev.relata.spi.RowLock;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A selection as it goes to the store. Immutable.
 *
 * @param label what it is of, for messages and listeners
 * @param rows which rows, of every owner where there is one
 * @param owner whose rows, or null for those of a type
 * @param branches what a fetch plan reads for each
 * @param eager whether the plan holds the relationships that are declared eager, too
 * @param rowLock how the rows that are answered are locked, or null where they are not
 */
public record CompiledSelection(
        String label,
        Query rows,
        @Nullable Owner owner,
        List<FetchBranch<?, ?>> branches,
        boolean eager,
        @Nullable RowLock rowLock) {

    /**
     * One owner's share of the rows.
     *
     * @param association from the owner's type to that of the rows; it restricts the innermost source
     * @param key the owner's values of the association's source key, none null
     * @param row the owner itself, or null where only its key is known
     */
    public record Owner(
            Association association,
            List<Object> key,
            @Nullable OwnerRow<?> row) {

        public Owner(Association association, List<Object> key) {
            this(association, key, null);
        }
    }

    /** Copies the list. */
    public CompiledSelection {
        branches = List.copyOf(branches);
    }

    public CompiledSelection(String label, Query rows) {
        this(label, rows, null);
    }

    public CompiledSelection(String label, Query rows, @Nullable Owner owner) {
        this(label, rows, owner, List.of(), true, null);
    }

    /**
     * Answers the rows as a request of their own asks for them.
     *
     * @return the query, restricted to the owner's where there is one
     * @throws RefusedException where the rows are to be locked, which {@link #select} alone does
     */
    public Query query() {
        return unlocked("this request").restricted();
    }

    /**
     * Makes the read of these rows, which locks them where that is asked for.
     *
     * @param columns what of each row
     * @return the request
     */
    public Select select(List<? extends Expression> columns) {
        Select select = Select.of(label, restricted(), columns);
        if (rowLock != null && rows.source() instanceof Derived) {
            throw new RefusedException(
                    label + ": rows are limited and narrowed or ordered once more, and a lock would take those"
                            + " that are left out too: put conditions and orders before the limit, or leave the lock out");
        }
        return rowLock == null ? select : select.lock(rowLock);
    }

    private Query restricted() {
        return owner == null ? rows : restricted(rows, owner);
    }

    private static Query restricted(Query query, Owner owner) {
        if (query.source() instanceof Derived derived) {
            Query inner = restricted(derived.query(), owner);
            return new Query(new Derived(inner), query.filter(), query.order(), query.offset(), query.limit());
        }
        return new Query(
                query.source(),
                PredicateBuilder.ownedBy(owner.association(), owner.key()).and(query.filter()),
                query.order(),
                query.offset(),
                query.limit());
    }

    /**
     * Locks the rows that are answered.
     *
     * @param how how they are locked
     * @return a changed copy
     */
    public CompiledSelection locked(RowLock how) {
        return new CompiledSelection(label, rows, owner, branches, eager, how);
    }

    /**
     * Refuses a lock.
     *
     * @param call what the user has called
     * @return this selection, which locks nothing
     */
    public CompiledSelection unlocked(String call) {
        if (rowLock == null) {
            return this;
        }
        throw new RefusedException(
                label + ": forUpdate(), skipLocked() and noWait() lock the rows that all(), first(), one(),"
                        + " graphs(), firstGraph(), oneGraph() and views of them answer, and " + call
                        + " would lock none: leave the lock out, or read the rows with one of those");
    }

    public CompiledSelection then(UnaryOperator<Query> step) {
        return new CompiledSelection(label, step.apply(rows), owner, branches, eager, rowLock);
    }

    public CompiledSelection with(FetchBranch<?, ?> branch) {
        List<FetchBranch<?, ?>> more = new ArrayList<>(branches);
        more.add(branch);
        return new CompiledSelection(label, rows, owner, more, eager, rowLock);
    }

    /** The rows without a plan; one that the call would not carry out is refused. */
    public CompiledSelection alone(String call) {
        if (branches.isEmpty()) {
            return this;
        }
        String fetch = "fetch(" + branches.get(0).relationship().name() + ")";
        throw new RefusedException(label + ": " + call + " carries out no fetch plan, so " + fetch
                + " would have no effect: read with graphs(), iterateGraphs(), pageGraphs(…), firstGraph() or oneGraph(), or"
                + " leave the " + fetch + " out");
    }

    public CompiledSelection withoutEager() {
        return new CompiledSelection(label, rows, owner, branches, false, rowLock);
    }

    /**
     * Tells whether it answers no rows whatever is stored.
     *
     * @return true where no statement is needed
     */
    public boolean matchesNothing() {
        return FilterResolver.matchesNothing(rows);
    }

    /**
     * Makes an order that is given total by the id; none stays none.
     *
     * @return a changed copy
     */
    public CompiledSelection ordered() {
        return rows.order().isEmpty() ? this : then(FilterResolver::byId);
    }

    /**
     * Refuses an order and bounds, which do not hold over rows that are read in several parts at the same time.
     *
     * @param call what the user has called
     * @return this selection, whose rows come in any order
     */
    public CompiledSelection inNoOrder(String call) {
        if (rows.order().isEmpty() && !rows.bounded() && !(rows.source() instanceof Derived)) {
            return this;
        }
        throw new RefusedException(
                label + ": " + call + " merges rows that several connections read at the same time, and"
                        + " neither an order, which a relationship may declare too, nor a limit nor an offset holds over them:"
                        + " leave these out, or use iterate() without " + call);
    }

    /**
     * Cuts off all but the first rows, by id where no order is given.
     *
     * @param most how many
     * @return a changed copy
     */
    public CompiledSelection limited(long most) {
        return then(query -> FilterResolver.limit(query, most));
    }
}
