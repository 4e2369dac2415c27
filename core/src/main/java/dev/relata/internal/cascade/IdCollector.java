package dev.relata.internal.cascade;

import dev.relata.internal.cascade.CascadeGraph.Component;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads and remembers the ids of rows that a restriction alone cannot name: those that refer to each other in a circle, and
 * those that several relationships lead to. For one component of one delete; its steps run one after another.
 */
final class IdCollector {

    /** How many parents one statement asks about. */
    static final int CHUNK = 10_000;

    private final Session session;
    private final Component component;
    private final DeletionSet going;
    private final boolean locking;
    private final Map<String, IdSet> found = new LinkedHashMap<>();
    private final Deque<RowSet> unvisited = new ArrayDeque<>();

    IdCollector(Session session, Component component, DeletionSet going, boolean locking) {
        this.session = session;
        this.component = component;
        this.going = going;
        this.locking = locking;
    }

    /** Rows that are known to go and are locked already. */
    IdCollector from(EntityType<?> type, List<List<Object>> ids) {
        add(type, ids);
        return this;
    }

    /** Adds rows that other components lead to, then all that they lead to inside this one. */
    Mono<Void> gather(List<Reference> entries) {
        return entered(entries)
                .then(Mono.defer(this::visit).repeat(() -> !unvisited.isEmpty()).then())
                .then(Mono.fromRunnable(this::tell));
    }

    private Mono<Void> entered(List<Reference> entries) {
        return Flux.fromIterable(component.types())
                .concatMap(type -> entered(
                        type,
                        entries.stream()
                                .filter(entry -> entry.child().table().equals(type.table()))
                                .toList()))
                .then();
    }

    /** What several ways lead to is locked together. */
    private Mono<Void> entered(EntityType<?> type, List<Reference> entries) {
        List<RowSet> parts = entries.stream()
                .flatMap(entry -> going.referring(entry).stream())
                .toList();
        if (locking && parts.size() > 1) {
            return RowLocks.lock(session, parts)
                    .doOnNext(locked -> add(type, locked.ids()))
                    .then();
        }
        return Flux.fromIterable(entries)
                .concatMap(entry -> Flux.fromIterable(going.referring(entry)).concatMap(part -> read(entry, part)))
                .then();
    }

    /** One chunk of rows: those that refer to it come after it, so parents are locked before their children. */
    private Mono<Void> visit() {
        RowSet chunk = unvisited.poll();
        if (chunk == null) {
            return Mono.empty();
        }
        return Flux.fromIterable(component.inner())
                .filter(reference -> reference.parent() == chunk.type())
                .concatMap(reference -> read(reference, chunk.referring(reference)))
                .then();
    }

    private Mono<Void> read(Reference reference, RowSet part) {
        Select select = Select.of(part.label(), part.inOrder(), RowSet.id(part.type()));
        return session.select(locking ? select.lock() : select)
                .map(Ids::ofRow)
                .collectList()
                .doOnNext(ids -> going.count(reference, add(part.type(), ids)))
                .then();
    }

    private long add(EntityType<?> type, List<List<Object>> ids) {
        IdSet known = found.computeIfAbsent(type.table(), any -> new IdSet());
        List<List<Object>> fresh = ids.stream().filter(known::add).toList();
        for (int start = 0; start < fresh.size() && component.circular(); start += CHUNK) {
            List<List<Object>> chunk = fresh.subList(start, Math.min(start + CHUNK, fresh.size()));
            unvisited.add(RowSet.ofIds(type.name(), type, chunk));
        }
        return fresh.size();
    }

    private void tell() {
        for (EntityType<?> type : component.types()) {
            IdSet ids = found.computeIfAbsent(type.table(), any -> new IdSet());
            going.set(type, ids.ids().isEmpty() ? List.of() : List.of(RowSet.ofIds(type.name(), type, ids.ids())));
        }
    }
}
