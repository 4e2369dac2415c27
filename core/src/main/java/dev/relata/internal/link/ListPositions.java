package dev.relata.internal.link;

import dev.relata.error.NotRelatedException;
import dev.relata.error.RefusedException;
import dev.relata.internal.link.LinkChange.OnExistingLink;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.model.Aggregation.Function;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.spi.Aggregate;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The places of links in a junction that keeps an order. Places are given under a lock of the rows that have the lists, so that
 * no two links get one place; every write here runs in a transaction.
 *
 * @param related the owner's row and its related rows
 * @param junction the junction of the relationship
 * @param position the attribute that keeps the order, or null where nothing does
 */
record ListPositions(
        RelationshipGuard<?, ?> related,
        Junction junction,
        @Nullable Attribute position) {

    static ListPositions of(RelationshipGuard<?, ?> related) {
        Junction junction = related.bound().junction();
        return new ListPositions(related, junction, junction.position());
    }

    /** Refuses an operation that needs to see all of the owner's list, where there is none or not all of it is seen. */
    void refuseUnlessWhole(String operation, int place) {
        String call = related.label() + "." + operation;
        if (!areKept()) {
            throw new RefusedException(call + ": the junction keeps no order; declare the relation"
                    + " ordered(), or orderedBy(…) a property of the join record");
        }
        if (place < 0) {
            throw new RefusedException(call + ": a place counts from 0, was " + place);
        }
        if (!areOfOwner() || !bound().relationship().steps().isEmpty()) {
            throw new RefusedException(call + ": a place counts all links of the row that has"
                    + " the list; go through its own relation, without filter, order and limit");
        }
    }

    private BoundRelationship<?, ?> bound() {
        return related.bound();
    }

    boolean areKept() {
        return position != null;
    }

    Attribute attribute() {
        return Objects.requireNonNull(position, "the junction keeps an order");
    }

    /** Tells whether the list is the owner's; else each target has one that the owner is in. */
    private boolean areOfOwner() {
        return junction.ordersTargets();
    }

    /** Tells whether a change gives the owner's list anew. */
    boolean areReplacedBy(LinkChange<?> change) {
        return change.existing() == OnExistingLink.IS_PLACED && areKept() && areOfOwner();
    }

    /** Returns the places of the links of a change, in their order, with the lists locked; empty where nothing keeps an order. */
    Mono<List<Object>> of(LinkChange<?> change, String operation) {
        if (!areKept()) {
            return Mono.just(List.of());
        }
        return areReplacedBy(change) ? Mono.just(values(0, change.links().size())) : next(change.ids(), operation);
    }

    List<Object> firsts(int count) {
        return areKept() ? Collections.nCopies(count, value(0)) : List.of();
    }

    List<Object> values(long first, int count) {
        return LongStream.range(first, first + count).mapToObj(this::value).toList();
    }

    Object value(long place) {
        return attribute().valueClass() == Integer.class ? (Object) Math.toIntExact(place) : (Object) place;
    }

    /** Returns places behind all others for new links to some targets. */
    private Mono<List<Object>> next(List<List<Object>> ids, String operation) {
        if (!areOfOwner()) {
            return related.lockTargets(ids).then(lastOfTargets(ids));
        }
        return related.lock(operation)
                .thenMany(related.select(last(bound().allLinks(), null)))
                .single()
                .map(row -> values(place(row[0]) + 1, ids.size()));
    }

    private static Ordering ascending(Attribute attribute) {
        return new Ordering(Path.of(attribute), Direction.ASC, Nulls.LAST);
    }

    private Mono<List<Object>> lastOfTargets(List<List<Object>> ids) {
        KeyBatch lists = new KeyBatch(bound().targetToLinks(), ids);
        return related.select(last(Query.of(junction.type()), lists))
                .collect(
                        () -> new Object[ids.size()],
                        (places, row) -> places[RelationshipGuard.position(row)] = value(place(row[1]) + 1))
                .map(Arrays::asList);
    }

    private Select last(Query links, @Nullable KeyBatch batch) {
        Aggregate last = new Aggregate(Function.MAX, Path.of(attribute()), false);
        return new Select(related.label(), links, List.of(last), List.of(), false, batch);
    }

    private static long place(@Nullable Object last) {
        return last instanceof Number number ? number.longValue() : -1;
    }

    /** Moves a link to a place of the owner's list. */
    Mono<Void> move(List<Object> id, int place) {
        return related.lock("move").then(others(id)).flatMap(others -> {
            Update moved = new Update(
                    related.label(),
                    link(id),
                    touched(List.of(Change.of(attribute(), value(within(place, others))))),
                    true);
            return related.sessions()
                    .write(session -> session.update(moved))
                    .flatMap(rows -> rows == 0 ? Mono.error(notLinked(id)) : shift(others, within(place, others)));
        });
    }

    /** Changes, and the times that every update of a join record sets. */
    private List<Change> touched(List<Change> given) {
        return related.writes().times().with(junction.type(), given);
    }

    private NotRelatedException notLinked(List<Object> id) {
        return new NotRelatedException(related.label() + ".move: " + Ids.describe(related.target(), id)
                + " is not linked, nothing was written; add it first");
    }

    private Query link(List<Object> id) {
        return bound().allLinks().where(new Predicate.KeyIn(junction.targetColumns(), List.of(id)));
    }

    static int within(int place, List<?> others) {
        return Math.min(place, others.size());
    }

    /** The other links of the list in its order: the target's key, then the place. */
    Mono<List<@Nullable Object[]>> others(List<Object> id) {
        List<Path> columns = new ArrayList<>();
        junction.targetColumns().forEach(column -> columns.add(Path.of(column)));
        columns.add(Path.of(attribute()));
        List<Ordering> order = new ArrayList<>(List.of(ascending(attribute())));
        junction.targetColumns().forEach(column -> order.add(ascending(column)));
        Query others = bound().allLinks()
                .where(new Predicate.Not(new Predicate.KeyIn(junction.targetColumns(), List.of(id))))
                .orderBy(order);
        Select select = Select.of(related.label(), others, columns);
        return related.select(select).collectList();
    }

    /** Gives the others the places around one that is taken, in one statement, and only where they change. */
    Mono<Void> shift(List<@Nullable Object[]> others, int taken) {
        List<Change> times = touched(List.of());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            @Nullable Object[] other = others.get(i);
            long wanted = i < taken ? i : i + 1L;
            if (place(other[other.length - 1]) != wanted) {
                rows.add(placed(other, wanted, times));
            }
        }
        List<Attribute> changed = new ArrayList<>(List.of(attribute()));
        times.forEach(time -> changed.add(time.attribute()));
        UpdateRows update = new UpdateRows(related.label(), junction.type(), junction.pair(), changed, rows);
        return rows.isEmpty()
                ? Mono.empty()
                : related.sessions().write(session -> session.update(update)).then();
    }

    /** The pair, each column once, and what changes. */
    private @Nullable Object[] placed(@Nullable Object[] other, long place, List<Change> times) {
        List<Object> target = Ids.ofRow(Arrays.copyOf(other, other.length - 1));
        List<@Nullable Object> row =
                new ArrayList<>(PairLinks.pair(junction, PairLinks.ends(junction, bound().key(), target)));
        row.add(value(place));
        times.forEach(time -> row.add(time.value()));
        return row.toArray();
    }
}
