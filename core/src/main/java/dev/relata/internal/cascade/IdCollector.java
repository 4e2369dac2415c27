package dev.relata.internal.cascade;

import dev.relata.internal.cascade.CascadeGraph.TypeGroup;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.write.RowSet;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Select;
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

    private final DeletionSet set;
    private final TypeGroup component;
    private final Map<String, Map<List<Object>, List<Object>>> found = new LinkedHashMap<>();
    private final Deque<RowSet> unvisited = new ArrayDeque<>();

    IdCollector(DeletionSet set, TypeGroup component) {
        this.set = set;
        this.component = component;
    }

    /** Begins with rows that are known to go and are locked already. */
    IdCollector from(EntityType<?> type, List<List<Object>> ids) {
        add(type, ids);
        return this;
    }

    /** Adds rows that other components lead to, then all that they lead to inside this one. */
    Mono<Void> collect(List<Reference> entries) {
        return Flux.fromIterable(component.types())
                .concatMap(type -> enter(
                        type,
                        entries.stream()
                                .filter(entry -> entry.child().table().equals(type.table()))
                                .toList()))
                .then(Mono.defer(this::visit).repeat(() -> !unvisited.isEmpty()).then())
                .then(Mono.fromRunnable(this::putAll));
    }

    /** Rows that several ways lead to are locked together. */
    private Mono<Void> enter(EntityType<?> type, List<Reference> entries) {
        List<RowSet> ways = set.referring(entries);
        if (set.locking() && ways.size() > 1) {
            return set.lock(ways).doOnNext(locked -> add(type, locked.ids())).then();
        }
        return Flux.fromIterable(entries)
                .concatMap(entry -> Flux.fromIterable(set.referring(entry)).concatMap(rows -> read(entry, rows)))
                .then();
    }

    /** Visits one chunk of rows: those that refer to it come after it, so parents are locked before their children. */
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

    private Mono<Void> read(Reference reference, RowSet rows) {
        Select select = rows.ids();
        return set.session()
                .select(set.locking() ? select.lock() : select)
                .map(Ids::ofRow)
                .collectList()
                .doOnNext(ids -> set.count(reference, add(rows.type(), ids)))
                .then();
    }

    private long add(EntityType<?> type, List<List<Object>> ids) {
        Map<List<Object>, List<Object>> known = known(type);
        List<List<Object>> fresh = ids.stream()
                .filter(id -> known.putIfAbsent(Ids.identity(id), id) == null)
                .toList();
        for (int start = 0; start < fresh.size() && component.circular(); start += CHUNK) {
            List<List<Object>> chunk = fresh.subList(start, Math.min(start + CHUNK, fresh.size()));
            unvisited.add(RowSet.ofIds(type.name(), type, chunk));
        }
        return fresh.size();
    }

    private Map<List<Object>, List<Object>> known(EntityType<?> type) {
        return found.computeIfAbsent(type.table(), any -> new LinkedHashMap<>());
    }

    private void putAll() {
        for (EntityType<?> type : component.types()) {
            List<List<Object>> ids = List.copyOf(known(type).values());
            set.put(type, ids.isEmpty() ? List.of() : List.of(RowSet.ofIds(type.name(), type, ids)));
        }
    }
}
