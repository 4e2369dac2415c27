package dev.relata.internal.cascade;

import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Settles which rows of the selection go before anything is written: once rows that refer to them are gone, the selection may
 * answer others.
 */
final class SelectedRows {

    private final Session session;
    private final CascadeGraph closure;
    private final boolean locking;

    /**
     * The rows.
     *
     * @param part the rows as a restriction
     * @param ids their ids, or null where they were not read
     */
    record Settled(RowSet part, @Nullable List<List<Object>> ids) {}

    SelectedRows(Session session, CascadeGraph closure, boolean locking) {
        this.session = session;
        this.closure = closure;
        this.locking = locking;
    }

    /** Empty where there are none. */
    Mono<Settled> settle(CompiledSelection selection) {
        Query query = selection.query();
        boolean plain = query.source() instanceof Query.Table && !query.bounded();
        boolean circular = closure.components().get(0).circular();
        if (plain && !circular && !(closure.acted(closure.root()) && !byId(query)) && !locks()) {
            return Mono.just(new Settled(new RowSet(selection.label(), query.type(), query.filter()), null));
        }
        return plain ? read(selection.label(), query, locks()) : bounded(selection.label(), query);
    }

    private boolean locks() {
        return locking && closure.locked(closure.root());
    }

    private static boolean byId(Query query) {
        return query.filter() instanceof KeyIn keys
                && keys.attributes().equals(query.type().id());
    }

    private Mono<Settled> read(String label, Query query, boolean locked) {
        EntityType<?> type = query.type();
        Select select = Select.of(label, RowSet.inOrder(query), RowSet.id(type));
        return session.select(locked ? select.lock() : select)
                .map(Ids::ofRow)
                .collectList()
                .filter(ids -> !ids.isEmpty())
                .map(ids -> new Settled(RowSet.ofIds(label, type, ids), ids));
    }

    /** The rows below a bound may be joined with others, whose rows no lock is meant for. */
    private Mono<Settled> bounded(String label, Query query) {
        Mono<Settled> found = read(label, query, false);
        return locks() ? found.flatMap(rows -> read(label, rows.part().query(), true)) : found;
    }
}
