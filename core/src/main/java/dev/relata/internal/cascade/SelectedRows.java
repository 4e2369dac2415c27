package dev.relata.internal.cascade;

import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.write.RowSet;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The rows of the selection that go. They are settled before anything is written: once rows that refer to them are gone, the
 * selection may answer others.
 *
 * @param rows the rows as a restriction
 * @param ids their ids, or null where they were not read
 */
record SelectedRows(RowSet rows, @Nullable List<List<Object>> ids) {

    /** Settles the rows; empty where there are none. */
    static Mono<SelectedRows> of(DeletionSet set, CompiledSelection selection) {
        Query query = selection.query();
        CascadeGraph graph = set.graph();
        boolean locked = set.locking() && graph.hasRecordWritesBelow(graph.root());
        // The rows below a bound may be joined with others, whose rows no lock is meant for.
        if (!RowSet.lockable(query)) {
            Mono<SelectedRows> found = read(set, selection.label(), query, false);
            return locked
                    ? found.flatMap(selected ->
                            read(set, selection.label(), selected.rows().query(), true))
                    : found;
        }
        boolean circular = graph.components().get(0).circular();
        return locked || circular || graph.hasWritesBelow(graph.root()) && !byId(query)
                ? read(set, selection.label(), query, locked)
                : Mono.just(new SelectedRows(new RowSet(selection.label(), query.type(), query.filter()), null));
    }

    private static boolean byId(Query query) {
        return query.filter() instanceof KeyIn keys
                && keys.attributes().equals(query.type().id());
    }

    private static Mono<SelectedRows> read(DeletionSet set, String label, Query query, boolean locked) {
        EntityType<?> type = query.type();
        Select select = Select.of(label, RowSet.inOrder(query), RowSet.id(type));
        return set.session()
                .select(locked ? select.lock() : select)
                .map(Ids::ofRow)
                .collectList()
                .filter(ids -> !ids.isEmpty())
                .map(ids -> new SelectedRows(RowSet.ofIds(label, type, ids), ids));
    }
}
