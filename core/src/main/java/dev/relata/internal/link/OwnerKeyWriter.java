package dev.relata.internal.link;

import dev.relata.error.NotRelatedException;
import dev.relata.error.RefusedException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.write.RowUpdates;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.model.OrphanPolicy;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The key of one owner in the rows that refer to it: how it gets into them and out again.
 *
 * @param owned the owner's relationship
 */
record OwnerKeyWriter<S, T>(BoundRelationship<S, T> bound) {

    private static final int NAMED = 5;

    EntityType<T> target() {
        return bound.target();
    }

    private List<Attribute> attributes() {
        return bound.relationship().targetKey();
    }

    /** A draft under the owner's key; one that carries another owner's is refused. */
    T into(T draft) {
        @Nullable Object[] values = target().values(draft);
        for (int i = 0; i < attributes().size(); i++) {
            Attribute attribute = attributes().get(i);
            Object given = values[attribute.index()];
            Object wanted = bound.key().get(i);
            if (given != null && !given.equals(wanted) && !unset(attribute, given)) {
                throw new RefusedException(bound.label() + ".create: the draft's " + attribute.qualifiedName() + " is "
                        + given + ", but the owner's is " + wanted
                        + "; leave it null, or create through its own owner");
            }
            values[attribute.index()] = wanted;
        }
        return target().copy(values);
    }

    /** A primitive cannot be null; its zero stands for not given. */
    private static boolean unset(Attribute attribute, Object given) {
        return attribute.primitive() && given instanceof Number number && number.longValue() == 0;
    }

    /** A stored row under the owner's key. */
    T under(T child) {
        @Nullable Object[] values = target().values(child);
        for (int i = 0; i < attributes().size(); i++) {
            Attribute attribute = attributes().get(i);
            Object wanted = bound.key().get(i);
            if (target().id().contains(attribute) && !wanted.equals(values[attribute.index()])) {
                throw new RefusedException(
                        bound.label() + ".add: " + attribute.qualifiedName() + " is part of the id and is "
                                + values[attribute.index()] + ", but the owner's is " + wanted
                                + "; a row of another owner's cannot move here, create a new one");
            }
            values[attribute.index()] = wanted;
        }
        return target().copy(values);
    }

    /** The ids of stored rows, each once. */
    List<List<Object>> ids(Iterable<? extends T> children, String operation) {
        LinkedHashSet<List<Object>> ids = new LinkedHashSet<>();
        for (T child : children) {
            ids.add(Ids.require(target(), child, bound.label() + "." + operation));
        }
        return List.copyOf(ids);
    }

    /** Rows, each once; of two with one id the last. */
    Mono<List<T>> distinct(List<T> rows, String operation) {
        rows.forEach(row -> Ids.require(target(), row, bound.label() + "." + operation));
        return updates().once(rows);
    }

    /** Gives stored rows the owner's key; fails where one is gone. */
    Mono<Long> give(List<T> moved, String operation) {
        return updates().rows(moved, changes(), ids -> gone(ids, operation));
    }

    private RowUpdates<T> updates() {
        return bound.engine().writes().updates(target(), bound.label());
    }

    private List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < attributes().size(); i++) {
            if (!target().id().contains(attributes().get(i))) {
                changes.add(new Change(attributes().get(i), bound.key().get(i)));
            }
        }
        return changes;
    }

    /** Whether giving the key changes a row, so that its version counts up. */
    boolean counts() {
        return !changes().isEmpty()
                || target().attributes().stream()
                        .anyMatch(attribute -> attribute.generation() == Attribute.Generation.UPDATED_AT);
    }

    /** A row that was given the key, as it is stored now. */
    T given(T moved) {
        return !counts() ? moved : updates().next(moved);
    }

    private String gone(List<List<Object>> ids, String operation) {
        return bound.label() + "." + operation + ": " + describe(ids)
                + (ids.size() == 1 ? " is gone" : ", one or more are gone")
                + ", nothing was written; create it instead";
    }

    /** Those of the rows that are not the owner's yet. */
    Mono<List<T>> notMine(List<T> rows) {
        List<List<Object>> ids = rows.stream()
                .map(row -> Ids.require(target(), row, bound.label()))
                .toList();
        // Answered by position: whether a key is there is the database's to say, not equals'.
        Select mine = Select.of(
                        bound.label(),
                        bound.rows(),
                        List.of(Path.of(target().id().get(0))))
                .forEach(new KeyBatch(Association.byKey(target(), target().id()), ids));
        return bound.engine()
                .sessions()
                .many(session -> session.select(mine))
                .collect(BitSet::new, (found, row) -> found.set(LinkWriter.position(row)))
                .map(found -> IntStream.range(0, rows.size())
                        .filter(i -> !found.get(i))
                        .mapToObj(rows::get)
                        .toList());
    }

    /** Takes the rows of a query out of the relation, by the orphan policy; answers how many there were. */
    Mono<Long> orphan(Query rows, String operation) {
        return switch (policy(operation)) {
            case DELETE -> bound.engine().writes().delete(bound.label(), rows);
            case SET_NULL -> write(rows, cleared());
            case REFUSE -> throw new IllegalStateException("refused before");
        };
    }

    /** As {@link #orphan}, but a policy that refuses does so only where there is a row to refuse. */
    Mono<Long> orphanOthers(Query rows, String operation) {
        if (bound.relationship().orphans() != OrphanPolicy.REFUSE) {
            return orphan(rows, operation);
        }
        Select one = Select.of(
                bound.label(), rows.limit(1), List.of(Path.of(target().id().get(0))));
        return bound.engine()
                .sessions()
                .many(session -> session.select(one))
                .count()
                .flatMap(there -> there > 0 ? Mono.error(required(operation)) : Mono.just(0L));
    }

    private OrphanPolicy policy(String operation) {
        OrphanPolicy policy = bound.relationship().orphans();
        if (policy == OrphanPolicy.REFUSE) {
            throw required(operation);
        }
        return policy;
    }

    private RequiredRelationshipException required(String operation) {
        return new RequiredRelationshipException(bound.label() + "." + operation + ": "
                + attributes().get(0).qualifiedName()
                + " is required and cannot be cleared; " + deleting() + ", or declare orphans(DELETE), or make the"
                + " property @Nullable");
    }

    private String deleting() {
        return bound.relationship().kind().toOne()
                ? "delete(…) the row that is there"
                : "use deleteAll() to delete the rows";
    }

    private List<Change> cleared() {
        return bound.relationship().clearableKey().stream()
                .map(attribute -> new Change(attribute, null))
                .toList();
    }

    Mono<Long> write(Query rows, List<Change> changes) {
        return updates().where(rows, changes);
    }

    NotRelatedException notRelated(List<List<Object>> ids) {
        return new NotRelatedException(bound.label() + ".remove: " + describe(ids)
                + (ids.size() == 1 ? " is not this owner's" : ", one or more are not this owner's")
                + ", nothing was written; read the relation again");
    }

    private String describe(List<List<Object>> ids) {
        String named =
                ids.stream().limit(NAMED).map(id -> Ids.describe(target(), id)).collect(Collectors.joining(", "));
        return ids.size() > NAMED ? named + " … (" + ids.size() + " in all)" : named;
    }
}
