package dev.relata.internal.link;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.Verdict;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The links of one owner in a junction: how they come and go.
 *
 * @param owned the owner's relationship
 */
record LinkWriter<S, T>(BoundRelationship<S, T> bound) {

    private static final int NAMED = 5;

    private Junction junction() {
        return bound.relationship().junctionOrThrow();
    }

    /** The ids of stored rows, each once. */
    List<List<Object>> ids(Iterable<? extends T> targets, String operation) {
        LinkedHashSet<List<Object>> ids = new LinkedHashSet<>();
        for (T target : targets) {
            ids.add(Ids.require(bound.target(), target, bound.label() + "." + operation));
        }
        return List.copyOf(ids);
    }

    /** Ids as users give them, each once. */
    List<List<Object>> parse(Object[] given) {
        LinkedHashSet<List<Object>> ids = new LinkedHashSet<>();
        for (Object id : given) {
            ids.add(Ids.parse(
                    bound.target(),
                    bound.label(),
                    id,
                    "addIds(first, second), an argument for each, or a Publisher of ids"));
        }
        return List.copyOf(ids);
    }

    /** Refuses rows outside the relation's filter; tells whether the store has to be asked. */
    boolean unverified(Iterable<? extends T> targets) {
        boolean unverified = false;
        for (T target : targets) {
            Verdict verdict = bound.check(target);
            if (verdict == Verdict.FAILS) {
                throw bound.outside("add");
            }
            unverified |= verdict == Verdict.UNKNOWN;
        }
        return unverified;
    }

    /** Whether links get places in the order in which they are added. */
    boolean keepsOrder() {
        return ListPositions.of(bound) != null;
    }

    /** Links rows, whole or not at all; answers how many links are new. */
    Mono<Long> link(List<List<Object>> ids) {
        if (ids.isEmpty()) {
            return Mono.just(0L);
        }
        ListPositions places = ListPositions.of(bound);
        Conflict conflict = Conflict.ignore(junction().type().id());
        return places == null
                ? insert(rows(ids, null), conflict)
                : bound.engine()
                        .sessions()
                        .atomically(session ->
                                places.next(ids, "add").flatMap(next -> insert(rows(ids, next), conflict)));
    }

    /** Links rows, and gives them the places of their order in the owner's list. */
    private Mono<Long> linkInOrder(List<List<Object>> ids, ListPositions places) {
        Conflict conflict = Conflict.update(junction().type().id(), List.of(places.position()));
        List<Object> order =
                IntStream.range(0, ids.size()).mapToObj(places::value).toList();
        return insert(rows(ids, order), conflict);
    }

    /** Links a row at a place of the owner's list; answers whether the link is new, one that is there stays. */
    Mono<Boolean> linkAt(List<Object> id, int place, ListPositions places) {
        Conflict conflict = Conflict.ignore(junction().type().id());
        return bound.lock("addAt").then(places.others(id)).flatMap(others -> {
            int taken = ListPositions.within(place, others);
            List<Object> at = List.of(places.value(taken));
            return insert(rows(List.of(id), at), conflict)
                    .flatMap(rows -> rows == 0
                            ? Mono.just(false)
                            : places.shift(others, taken).thenReturn(true));
        });
    }

    /** Makes the owner be linked to just these, under the lock of its row. */
    Mono<Long> replace(List<List<Object>> ids) {
        ListPositions places = ListPositions.of(bound);
        Mono<Long> removal = unlink(linksToOthers(ids));
        if (ids.isEmpty()) {
            return removal;
        }
        if (places == null || !places.ofOwner()) {
            return removal.then(link(ids));
        }
        return removal.then(bound.engine()
                .writes()
                .updates(bound.target(), bound.label())
                .distinct(ids)
                .flatMap(once -> linkInOrder(once, places)));
    }

    /**
     * Locks the owner's row; for a symmetrical relation those of the targets, too, whose links change with it, all in one
     * order.
     */
    Mono<Void> lock(List<List<Object>> ids, String operation) {
        if (!bound.relationship().symmetrical() || ids.isEmpty()) {
            return bound.lock(operation);
        }
        Set<List<Object>> ends = new LinkedHashSet<>(ids);
        ends.add(bound.key());
        // Where one is gone it may be the owner, which is asked for alone then.
        return bound.lockTargets(List.copyOf(ends))
                .flatMap(there -> there == ends.size() ? Mono.empty() : bound.lock(operation));
    }

    private Mono<Long> insert(List<@Nullable Object[]> rows, Conflict conflict) {
        Insert insert = new Insert(
                bound.label(), junction().type(), junction().type().attributes(), rows, conflict, List.of(), true);
        return bound.engine()
                .sessions()
                .many(session -> session.insert(insert))
                .count()
                .map(this::links)
                .onErrorMap(LinkWriter::endMissing, this::missing);
    }

    /** Of a symmetrical relation a link is two rows, except that of a row to itself. */
    private long links(long rows) {
        return bound.relationship().symmetrical() ? (rows + 1) / 2 : rows;
    }

    /** The junction's rows, in an order that is the same for everybody where it is not the store's to say. */
    private List<@Nullable Object[]> rows(List<List<Object>> ids, @Nullable List<Object> places) {
        return places == null && !bound.relationship().symmetrical() ? plain(Ids.inOneOrder(ids)) : pairs(ids, places);
    }

    private List<@Nullable Object[]> plain(List<List<Object>> ids) {
        @Nullable
        Object[] owner = new @Nullable Object[junction().type().attributes().size()];
        fill(owner, junction().ownerColumns(), bound.key());
        List<@Nullable Object[]> rows = new ArrayList<>(ids.size());
        for (List<Object> id : ids) {
            @Nullable Object[] row = owner.clone();
            fill(row, junction().targetColumns(), id);
            rows.add(row);
        }
        return rows;
    }

    private List<@Nullable Object[]> pairs(List<List<Object>> ids, @Nullable List<Object> places) {
        Map<List<Object>, @Nullable Object[]> rows = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            Object place = places == null ? null : places.get(i);
            put(rows, bound.key(), ids.get(i), place);
            if (bound.relationship().symmetrical()) {
                put(rows, ids.get(i), bound.key(), place);
            }
        }
        return Ids.inOneOrder(List.copyOf(rows.keySet())).stream()
                .map(rows::get)
                .toList();
    }

    private void put(
            Map<List<Object>, @Nullable Object[]> rows, List<Object> from, List<Object> to, @Nullable Object place) {
        @Nullable
        Object[] row = new @Nullable Object[junction().type().attributes().size()];
        fill(row, junction().ownerColumns(), from);
        fill(row, junction().targetColumns(), to);
        Attribute position = junction().position();
        if (position != null) {
            row[position.index()] = place;
        }
        List<Object> pair = new ArrayList<>(from);
        pair.addAll(to);
        rows.put(pair, row);
    }

    static void fill(@Nullable Object[] values, List<Attribute> attributes, List<Object> key) {
        for (int i = 0; i < attributes.size(); i++) {
            values[attributes.get(i).index()] = key.get(i);
        }
    }

    static boolean endMissing(Throwable error) {
        return error instanceof ConstraintViolationException violation && violation.reason() == Reason.FOREIGN_KEY;
    }

    RelatedNotFoundException missing(Throwable cause) {
        RelatedNotFoundException error = new RelatedNotFoundException(bound.label() + ".add: the row of "
                + bound.relationship().owner().name() + " or one of "
                + bound.target().name()
                + " is not stored (any more), nothing was written; insert it first");
        error.initCause(cause);
        return error;
    }

    /** Fails, naming them, where rows with some of the ids do not exist or do not pass the relation's filter. */
    Mono<Void> exist(List<List<Object>> ids, String operation) {
        EntityType<T> target = bound.target();
        Query query = Query.of(target).where(bound.filter());
        // Answered by position: whether a key is there is the database's to say, not equals'.
        Select there = Select.of(
                        bound.label(), query, List.of(Path.of(target.id().get(0))))
                .forEach(new KeyBatch(Association.byKey(target, target.id()), ids));
        return bound.engine()
                .sessions()
                .many(session -> session.select(there))
                .collect(BitSet::new, (found, row) -> found.set(position(row)))
                .flatMap(found ->
                        found.cardinality() == ids.size() ? Mono.empty() : Mono.error(absent(ids, found, operation)));
    }

    static int position(@Nullable Object[] row) {
        if (row[0] instanceof Integer position) {
            return position;
        }
        throw new IllegalStateException("a batch is answered with the position of the key first");
    }

    private RelatedNotFoundException absent(List<List<Object>> ids, BitSet found, String operation) {
        String named = IntStream.range(0, ids.size())
                .filter(i -> !found.get(i))
                .limit(NAMED)
                .mapToObj(i -> Ids.describe(bound.target(), ids.get(i)))
                .collect(Collectors.joining(", no "));
        int absent = ids.size() - found.cardinality();
        return new RelatedNotFoundException(bound.label() + "." + operation + ": no " + named
                + (absent > NAMED ? " … (" + absent + " in all)" : "")
                + "; nothing was written, insert them first or leave their ids out");
    }

    Query linksTo(List<List<Object>> ids) {
        return new OwnedLinks(bound).to(ids);
    }

    Query linksToOthers(List<List<Object>> ids) {
        return new OwnedLinks(bound).toOthers(ids);
    }

    /** Takes links away, and with those that are records what refers to them; answers how many there were. */
    Mono<Long> unlink(Query links) {
        if (junction().hasRecord()) {
            return bound.engine().writes().delete(bound.label(), links);
        }
        Delete delete = new Delete(bound.label(), links, true);
        return bound.engine().sessions().one(session -> session.delete(delete)).map(this::links);
    }
}
