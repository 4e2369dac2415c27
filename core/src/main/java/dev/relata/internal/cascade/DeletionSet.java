package dev.relata.internal.cascade;

import dev.relata.internal.resolve.Ids;
import dev.relata.internal.write.RowSet;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Predicate;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows that go in one delete, so far: for each table sets that may overlap. The steps of a delete run one after another, on
 * its one session.
 */
final class DeletionSet {

    private final Session session;
    private final CascadeGraph graph;
    private final boolean locking;
    private final Map<String, List<RowSet>> sets = new HashMap<>();
    private final Map<Reference, Long> counted = new HashMap<>();
    private final Map<Reference, List<RowSet>> settled = new HashMap<>();

    /**
     * Rows that were locked.
     *
     * @param sets those that hold rows
     * @param ids the rows; none where there is only one way, so that they are not held
     */
    record Locked(List<RowSet> sets, List<List<Object>> ids) {}

    DeletionSet(Session session, CascadeGraph graph, boolean locking) {
        this.session = session;
        this.graph = graph;
        this.locking = locking;
    }

    Session session() {
        return session;
    }

    CascadeGraph graph() {
        return graph;
    }

    /** Whether rows are locked; a plan locks none. */
    boolean locking() {
        return locking;
    }

    List<RowSet> of(EntityType<?> type) {
        return sets.getOrDefault(type.table(), List.of());
    }

    List<RowSet> of(List<EntityType<?>> types) {
        return types.stream().flatMap(type -> of(type).stream()).toList();
    }

    void put(EntityType<?> type, List<RowSet> rows) {
        sets.put(type.table(), List.copyOf(rows));
    }

    /** Rows that refer to rows of the reference's parent that go, one set for each of theirs; these may overlap. */
    List<RowSet> referring(Reference reference) {
        return of(reference.parent()).stream()
                .map(rows -> rows.referring(reference))
                .toList();
    }

    List<RowSet> referring(List<Reference> references) {
        return references.stream()
                .flatMap(reference -> referring(reference).stream())
                .toList();
    }

    /** Notes that the rows with a key that a reference sets are locked, and which ways lead to some. */
    void settle(Reference reference, List<RowSet> there) {
        settled.put(
                reference, referring(reference).stream().filter(there::contains).toList());
    }

    boolean isSettled(Reference reference) {
        return settled.containsKey(reference);
    }

    /** The rows with a key that a reference sets. */
    List<RowSet> setting(Reference reference) {
        return settled.getOrDefault(reference, referring(reference));
    }

    /** The same rows with no row in two sets, and without rows that are counted elsewhere. */
    static List<RowSet> disjoint(List<RowSet> overlapping, List<RowSet> elsewhere) {
        List<Predicate> before =
                new ArrayList<>(elsewhere.stream().map(RowSet::rows).toList());
        List<RowSet> disjoint = new ArrayList<>();
        for (RowSet rows : overlapping) {
            disjoint.add(before.isEmpty() ? rows : rows.but(Predicate.any(before)));
            before.add(rows.rows());
        }
        return disjoint;
    }

    /** Notes how many rows were found by a reference, where they were read. */
    void count(Reference reference, long rows) {
        counted.merge(reference, rows, Long::sum);
    }

    /** How many rows were found by a reference, or null where they were not read. */
    @Nullable
    Long counted(Reference reference) {
        return counted.get(reference);
    }

    /**
     * Locks rows of one type that several ways lead to, all of them together in the order of their ids: two deletes that come by
     * different ways would else hold rows that the other waits for. The ids are read first, as no index finds rows by one or
     * another way; the lock looks again whether a way still leads to them.
     */
    Mono<Locked> lock(List<RowSet> ways) {
        if (ways.size() > 1) {
            Map<List<Object>, List<Object>> found = new LinkedHashMap<>();
            return Flux.fromIterable(ways)
                    .concatMap(way -> read(way, found))
                    .collectList()
                    .flatMap(there -> there.isEmpty()
                            ? Mono.just(new Locked(there, List.of()))
                            : lock(there, List.copyOf(found.values())));
        }
        return Flux.fromIterable(ways)
                .concatMap(way -> session.select(way.ids().lock())
                        .count()
                        .filter(rows -> rows > 0)
                        .map(rows -> way))
                .collectList()
                .map(there -> new Locked(there, List.of()));
    }

    private Mono<RowSet> read(RowSet way, Map<List<Object>, List<Object>> found) {
        return session.select(Select.of(way.label(), way.query(), RowSet.id(way.type())))
                .map(Ids::ofRow)
                .doOnNext(id -> found.putIfAbsent(Ids.identity(id), id))
                .count()
                .filter(rows -> rows > 0)
                .map(rows -> way);
    }

    private Mono<Locked> lock(List<RowSet> ways, List<List<Object>> ids) {
        RowSet first = ways.get(0);
        Query rows = Query.of(first.type())
                .where(new KeyIn(first.type().id(), ids))
                .where(new Predicate.Any(ways.stream().map(RowSet::rows).toList()));
        return session.select(Select.of(first.label(), RowSet.inOrder(rows), RowSet.id(first.type()))
                        .lock())
                .map(Ids::ofRow)
                .collectList()
                .map(locked -> new Locked(ways, locked));
    }
}
