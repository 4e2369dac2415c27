package dev.relata.internal.link;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.write.Inserts;
import dev.relata.internal.write.RowUpdates;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.IdArray;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Aggregate;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Locks and checks of one owner's row and of the rows that are, or are to be, related to it.
 *
 * @param sessions chooses the session of each statement
 * @param writes inserts, updates and deletes rows
 * @param bound the owner's relationship
 */
record RelationshipGuard<S, T>(Sessions sessions, Writes writes, BoundRelationship<S, T> bound) {

    private static final int NAMED = 5;

    String label() {
        return bound.label();
    }

    EntityType<T> target() {
        return bound.target();
    }

    /** The same, refused where the rows that hold the links or the owner's key, or that key itself, are only read. */
    RelationshipGuard<S, T> writable() {
        Writes.refuseReadOnly(holder(), label());
        if (bound.relationship().junction() == null) {
            bound.relationship().targetKey().stream()
                    .filter(attribute -> attribute.writes() == Attribute.Writability.NEVER)
                    .findFirst()
                    .ifPresent(this::refuseKey);
        }
        return this;
    }

    private EntityType<?> holder() {
        Junction junction = bound.relationship().junction();
        if (junction == null) {
            return target();
        }
        IdArray array = junction.type().idArray().orElse(null);
        return array == null ? junction.type() : array.owner();
    }

    private void refuseKey(Attribute attribute) {
        throw new RefusedException(label() + " goes by " + attribute.qualifiedName()
                + ", which is only read: change what the database computes it from");
    }

    Inserts<T> inserts() {
        return writes.inserts(target(), label());
    }

    RowUpdates<T> updates() {
        return writes.updates(target(), label());
    }

    Flux<@Nullable Object[]> select(Select select) {
        return sessions.in(Access.WRITE, session -> session.select(select));
    }

    <R> Mono<R> atomically(Mono<R> write) {
        return sessions.atomically(session -> write);
    }

    /** Carries out a write, in a transaction unless it is whole by itself. */
    <R> Mono<R> whole(boolean byItself, Mono<R> write) {
        return byItself ? write : atomically(write);
    }

    Mono<Long> count(Query rows) {
        return select(Select.of(label(), rows, List.of(Aggregate.countRows())))
                .single()
                .map(row -> (Long) Objects.requireNonNull(row[0]));
    }

    /** Locks the owner's row until the transaction ends, so that writers of its relationship wait for one another. */
    Mono<Void> lock(String operation) {
        EntityType<S> owner = bound.relationship().owner();
        Query row = Query.of(owner)
                .where(PredicateBuilder.keyEquals(bound.relationship().ownerKey(), bound.key()));
        return locked(row, owner.id())
                .flatMap(rows -> rows > 0 ? Mono.empty() : Mono.error(bound.ownerGone(operation)));
    }

    /** Locks rows of the target until the transaction ends, in one order; returns how many of them exist. */
    Mono<Long> lockTargets(List<List<Object>> ids) {
        return locked(FilterResolver.byId(bound.withIds(Query.of(target()), ids)), target().id());
    }

    private Mono<Long> locked(Query rows, List<Attribute> id) {
        return select(Select.of(label(), rows, List.of(Path.of(id.get(0)))).lock())
                .count();
    }

    /** Fails where one of the owner's rows is outside the relationship's filter. */
    Mono<Void> verifyOwned(String operation, List<List<Object>> ids) {
        return verify(operation, bound.rows(), ids);
    }

    /** Fails where a row of the target is outside the relationship's filter. */
    Mono<Void> verifyTargets(String operation, List<List<Object>> ids) {
        return verify(operation, Query.of(target()), ids);
    }

    private Mono<Void> verify(String operation, Query rows, List<List<Object>> ids) {
        return count(bound.withIds(rows.where(bound.filter()), ids))
                .flatMap(inside -> areAll(inside, ids))
                .flatMap(all -> all ? Mono.empty() : Mono.error(bound.outside(operation)));
    }

    /** Tells whether a number of rows is that of some ids, of which the store may hold some equal that Java does not. */
    Mono<Boolean> areAll(long rows, List<List<Object>> ids) {
        return rows == ids.size() ? Mono.just(true) : updates().distinct(ids).map(distinct -> rows == distinct.size());
    }

    /** Fails, naming them, where rows with some of the ids do not exist or do not pass the relationship's filter. */
    Mono<Void> exist(String operation, List<List<Object>> ids) {
        return found(Query.of(target()).where(bound.filter()), ids)
                .flatMap(found ->
                        found.cardinality() == ids.size() ? Mono.empty() : Mono.error(absent(operation, ids, found)));
    }

    /** Finds the positions of the ids that are among some rows: whether a key is there the database says, not equals. */
    Mono<BitSet> found(Query rows, List<List<Object>> ids) {
        Select found = Select.of(label(), rows, List.of(Path.of(target().id().get(0))))
                .forEach(new KeyBatch(Association.byKey(target(), target().id()), ids));
        return select(found).collect(BitSet::new, (positions, row) -> positions.set(position(row)));
    }

    static int position(@Nullable Object[] row) {
        if (row[0] instanceof Integer position) {
            return position;
        }
        throw new IllegalStateException("a batch is answered with the position of the key first");
    }

    private RelatedNotFoundException absent(String operation, List<List<Object>> ids, BitSet found) {
        List<List<Object>> absent = IntStream.range(0, ids.size())
                .filter(i -> !found.get(i))
                .<List<Object>>mapToObj(ids::get)
                .toList();
        return new RelatedNotFoundException(bound.label() + "." + operation + ": no " + describe(absent, ", no ")
                + "; nothing was written, insert them first or leave their ids out");
    }

    /** Names some rows of the target for a message. */
    String describe(List<List<Object>> ids, String separator) {
        String named =
                ids.stream().limit(NAMED).map(id -> Ids.describe(target(), id)).collect(Collectors.joining(separator));
        return ids.size() > NAMED ? named + " … (" + ids.size() + " in all)" : named;
    }

    /** Says of a write of links that failed for a missing end which ends these may be. */
    <R> Mono<R> endsStored(Mono<R> write) {
        return write.onErrorMap(
                error -> error instanceof ConstraintViolationException violation
                        && violation.reason() == Reason.FOREIGN_KEY,
                this::endMissing);
    }

    private RelatedNotFoundException endMissing(Throwable cause) {
        RelatedNotFoundException error = new RelatedNotFoundException(label() + ".add: the row of "
                + bound.relationship().owner().name() + " or one of "
                + target().name()
                + " is not stored (any more), nothing was written; insert it first");
        error.initCause(cause);
        return error;
    }
}
