package dev.relata.internal.link;

import dev.relata.error.NotRelatedException;
import dev.relata.error.RefusedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
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
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The places of links in a junction that keeps an order. Whoever gives places has locked the rows whose lists they are in, so
 * that no two links get one place; everything here is to run in a transaction.
 *
 * @param owned the owner's relationship
 * @param junction its junction
 * @param position what keeps the order
 */
record ListPositions(BoundRelationship<?, ?> bound, Junction junction, Attribute position) {

    /** The places of an owner's links, or null where the junction keeps no order. */
    static @Nullable ListPositions of(BoundRelationship<?, ?> bound) {
        Junction junction = bound.relationship().junctionOrThrow();
        Attribute position = junction.position();
        return position == null ? null : new ListPositions(bound, junction, position);
    }

    /** Whether the list is the owner's; else each target has one that the owner is in. */
    boolean ofOwner() {
        return junction.ordersTargets();
    }

    Object value(long place) {
        return position.valueClass() == Integer.class ? (Object) Math.toIntExact(place) : (Object) place;
    }

    /** Places behind all others for new links to some targets, in their order, with the lists locked. */
    Mono<List<Object>> next(List<List<Object>> ids, String operation) {
        if (!ofOwner()) {
            return bound.lockTargets(ids).then(lastOfTargets(ids));
        }
        return bound.lock(operation)
                .then(lastOfOwner())
                .map(last -> LongStream.rangeClosed(1, ids.size())
                        .mapToObj(i -> value(last + i))
                        .toList());
    }

    private Mono<Long> lastOfOwner() {
        return max(select(bound.allLinks(), null)).map(row -> place(row[0])).single();
    }

    private static Ordering ascending(Attribute attribute) {
        return new Ordering(Path.of(attribute), Direction.ASC, Nulls.LAST);
    }

    private Mono<List<Object>> lastOfTargets(List<List<Object>> ids) {
        Association lists = new Association(
                bound.target(), bound.relationship().targetKey(), null, junction.type(), junction.targetColumns());
        return max(select(Query.of(junction.type()), new KeyBatch(lists, ids)))
                .collect(
                        () -> new Object[ids.size()],
                        (places, row) -> places[LinkWriter.position(row)] = value(place(row[1]) + 1))
                .map(Arrays::asList);
    }

    private Select select(Query links, @Nullable KeyBatch batch) {
        Aggregate last = new Aggregate(Aggregate.Function.MAX, Path.of(position), false);
        return new Select(bound.label(), links, List.of(last), List.of(), false, batch);
    }

    private Flux<@Nullable Object[]> max(Select select) {
        return bound.engine().sessions().many(session -> session.select(select));
    }

    private static long place(@Nullable Object last) {
        return last instanceof Number number ? number.longValue() : -1;
    }

    /** Refuses what needs to see all of an owner's list. */
    void refuseUnlessWhole(String operation) {
        if (!ofOwner() || !bound.relationship().steps().isEmpty()) {
            throw new RefusedException(
                    bound.label() + "." + operation + ": a place counts all links of the row that has"
                            + " the list; go through its own relation, without filter, order and limit");
        }
    }

    /** Moves a link to a place of the owner's list. */
    Mono<Void> move(List<Object> id, int place) {
        return bound.lock("move").then(others(id)).flatMap(others -> {
            Update moved = new Update(
                    bound.label(),
                    link(id),
                    touched(List.of(new Change(position, value(within(place, others))))),
                    true);
            return bound.engine()
                    .sessions()
                    .one(session -> session.update(moved))
                    .flatMap(rows -> rows == 0 ? Mono.error(notLinked(id)) : shift(others, within(place, others)));
        });
    }

    /** Changes, and the times that every update of a join record sets. */
    private List<Change> touched(List<Change> given) {
        return bound.engine().writes().times().with(junction.type(), given);
    }

    private NotRelatedException notLinked(List<Object> id) {
        return new NotRelatedException(bound.label() + ".move: " + Ids.describe(bound.target(), id)
                + " is not linked, nothing was written; add it first");
    }

    private Query link(List<Object> id) {
        return bound.allLinks().where(new Predicate.KeyIn(junction.targetColumns(), List.of(id)));
    }

    static int within(int place, List<?> others) {
        return Math.min(place, others.size());
    }

    /** The other links of the list in its order: the target's key, then the place. */
    Mono<List<@Nullable Object[]>> others(List<Object> id) {
        List<Path> columns = new ArrayList<>();
        junction.targetColumns().forEach(column -> columns.add(Path.of(column)));
        columns.add(Path.of(position));
        List<Ordering> order = new ArrayList<>(List.of(ascending(position)));
        junction.targetColumns().forEach(column -> order.add(ascending(column)));
        Query others = bound.allLinks()
                .where(new Predicate.Not(new Predicate.KeyIn(junction.targetColumns(), List.of(id))))
                .orderBy(order);
        Select select = Select.of(bound.label(), others, columns);
        return bound.engine().sessions().many(session -> session.select(select)).collectList();
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
        List<Attribute> changed = new ArrayList<>(List.of(position));
        times.forEach(time -> changed.add(time.attribute()));
        UpdateRows update = new UpdateRows(bound.label(), junction.type(), junction.pair(), changed, rows);
        return rows.isEmpty()
                ? Mono.empty()
                : bound.engine()
                        .sessions()
                        .one(session -> session.update(update))
                        .then();
    }

    /** The pair, each column once, and what changes. */
    private @Nullable Object[] placed(@Nullable Object[] other, long place, List<Change> times) {
        List<@Nullable Object> row = new ArrayList<>(bound.key());
        for (int i = 0; i < junction.targetColumns().size(); i++) {
            if (!junction.ownerColumns().contains(junction.targetColumns().get(i))) {
                row.add(other[i]);
            }
        }
        row.add(value(place));
        times.forEach(time -> row.add(time.value()));
        return row.toArray();
    }
}
