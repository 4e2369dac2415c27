package dev.relata.internal.cascade;

import dev.relata.internal.cascade.CascadeGraph.Component;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out which rows go, from the root down, and locks those whose children are written to: parents before children, each
 * in the order of their ids. For one delete.
 */
final class CascadeWalk {

    private final Session session;
    private final CascadeGraph closure;
    private final boolean locking;
    private final DeletionSet going = new DeletionSet();

    CascadeWalk(Session session, CascadeGraph closure, boolean locking) {
        this.session = session;
        this.closure = closure;
        this.locking = locking;
    }

    Mono<DeletionSet> from(SelectedRows.Settled roots) {
        return Flux.fromIterable(closure.components())
                .concatMap(component ->
                        component.types().contains(closure.root()) ? root(component, roots) : component(component))
                .then(Mono.just(going));
    }

    private Mono<Void> root(Component component, SelectedRows.Settled roots) {
        List<List<Object>> ids = roots.ids();
        if (component.circular() && ids != null) {
            return new IdCollector(session, component, going, locking)
                    .from(closure.root(), ids)
                    .gather(List.of());
        }
        going.set(closure.root(), List.of(roots.part()));
        return Mono.empty();
    }

    private Mono<Void> component(Component component) {
        List<Reference> entries = component.types().stream()
                .flatMap(type -> closure.incoming(type).stream())
                .filter(reference -> !component.inner().contains(reference))
                .toList();
        if (component.circular()) {
            return new IdCollector(session, component, going, locking).gather(entries);
        }
        EntityType<?> type = component.types().get(0);
        List<RowSet> parts = entries.stream()
                .flatMap(entry -> going.referring(entry).stream())
                .toList();
        if (closure.blurred(type) || parts.size() > 1 && closure.acted(type)) {
            return locked(type, parts, false)
                    .then(Mono.defer(() -> new IdCollector(session, component, going, locking).gather(entries)));
        }
        return locked(type, parts, true)
                .defaultIfEmpty(parts)
                .doOnNext(there -> going.set(type, there))
                .then();
    }

    /**
     * Locks the rows of a type that go, and those whose keys are set because rows go that are known already; empty where none
     * is to be locked here.
     */
    private Mono<List<RowSet>> locked(EntityType<?> type, List<RowSet> parts, boolean alone) {
        List<Reference> setting = closure.setting(type).stream()
                .filter(reference -> !going.of(reference.parent()).isEmpty())
                .toList();
        boolean shared = closure.shared(type) && (alone || !setting.isEmpty());
        if (!locking || !(shared || alone && closure.acted(type))) {
            return Mono.empty();
        }
        List<RowSet> all = new ArrayList<>(parts);
        if (shared) {
            setting.forEach(reference -> all.addAll(going.referring(reference)));
        }
        return RowLocks.lock(session, all).map(locked -> {
            if (shared) {
                setting.forEach(reference -> going.settle(reference, locked.parts()));
            }
            return parts.stream().filter(locked.parts()::contains).toList();
        });
    }
}
