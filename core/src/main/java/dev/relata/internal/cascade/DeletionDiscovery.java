package dev.relata.internal.cascade;

import dev.relata.internal.cascade.CascadeGraph.TypeGroup;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.write.RowSet;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out which rows go, from the root down, and locks those with children that are written to: parents before children, each
 * in the order of their ids. For one delete.
 *
 * @param set the rows that go
 */
record DeletionDiscovery(DeletionSet set) {

    /** Completes the set; answers the rows of the selection, empty where there are none. */
    Mono<SelectedRows> from(CompiledSelection selection) {
        EntityType<?> root = set.graph().root();
        return SelectedRows.of(set, selection)
                .delayUntil(selected -> Flux.fromIterable(set.graph().components())
                        .concatMap(component ->
                                component.types().contains(root) ? root(component, selected) : component(component)));
    }

    private Mono<Void> root(TypeGroup component, SelectedRows selected) {
        EntityType<?> root = set.graph().root();
        List<List<Object>> ids = selected.ids();
        if (component.circular() && ids != null) {
            return new IdCollector(set, component).from(root, ids).collect(List.of());
        }
        set.put(root, List.of(selected.rows()));
        return Mono.empty();
    }

    private Mono<Void> component(TypeGroup component) {
        List<Reference> entries = component.types().stream()
                .flatMap(type -> set.graph().incoming(type).stream())
                .filter(reference -> !component.inner().contains(reference))
                .toList();
        if (component.circular()) {
            return new IdCollector(set, component).collect(entries);
        }
        EntityType<?> type = component.types().get(0);
        List<RowSet> rows = set.referring(entries);
        if (set.graph().losesItsKey(type) || rows.size() > 1 && set.graph().hasWritesBelow(type)) {
            return locked(type, rows, false).then(Mono.defer(() -> new IdCollector(set, component).collect(entries)));
        }
        return locked(type, rows, true)
                .defaultIfEmpty(rows)
                .doOnNext(there -> set.put(type, there))
                .then();
    }

    /**
     * Locks the rows of a type that go, and those with keys that are set because rows go that are known already; empty where none
     * is to be locked here.
     */
    private Mono<List<RowSet>> locked(EntityType<?> type, List<RowSet> rows, boolean alone) {
        List<Reference> setting = set.graph().setting(type).stream()
                .filter(reference -> !set.of(reference.parent()).isEmpty())
                .toList();
        boolean shared = set.graph().metByOtherDeletes(type) && (alone || !setting.isEmpty());
        if (!set.locking() || !(shared || alone && set.graph().hasWritesBelow(type))) {
            return Mono.empty();
        }
        List<RowSet> all = new ArrayList<>(rows);
        all.addAll(shared ? set.referring(setting) : List.of());
        return set.lock(all).map(locked -> {
            (shared ? setting : List.<Reference>of()).forEach(reference -> set.settle(reference, locked.sets()));
            return rows.stream().filter(locked.sets()::contains).toList();
        });
    }
}
