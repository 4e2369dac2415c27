package dev.relata.engine;

import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.List;

/**
 * A selection as it goes to the store. Immutable.
 *
 * @param label what it is of, for messages and listeners
 * @param query which rows
 * @param branches what a fetch plan reads for each
 * @param eager whether the plan holds the relationships that are declared eager, too
 */
public record Compiled(String label, Query query, List<FetchBranch<?, ?>> branches, boolean eager) {

    /** Copies the list. */
    public Compiled {
        branches = List.copyOf(branches);
    }

    Compiled(String label, Query query) {
        this(label, query, List.of(), true);
    }

    Compiled with(Query changed) {
        return new Compiled(label, changed, branches, eager);
    }

    Compiled with(FetchBranch<?, ?> branch) {
        List<FetchBranch<?, ?>> more = new ArrayList<>(branches);
        more.add(branch);
        return new Compiled(label, query, more, eager);
    }

    Compiled withoutEager() {
        return new Compiled(label, query, branches, false);
    }

    /**
     * Tells whether it answers no rows whatever is stored.
     *
     * @return true where no statement is needed
     */
    public boolean isVoid() {
        return FilterResolver.isVoid(query);
    }

    /**
     * Makes an order that is given total by the id; none stays none.
     *
     * @return a changed copy
     */
    public Compiled ordered() {
        return query.order().isEmpty() ? this : with(FilterResolver.byId(query));
    }

    /**
     * Cuts off all but the first rows, by id where no order is given.
     *
     * @param rows how many
     * @return a changed copy
     */
    public Compiled limited(long rows) {
        return with(FilterResolver.limit(query, rows));
    }
}
