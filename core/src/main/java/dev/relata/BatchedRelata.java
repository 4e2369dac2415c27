package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.internal.batch.Scopes;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.link.Managers;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.HasOne;
import dev.relata.model.Relationship;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import dev.relata.observe.ScopeStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.context.Context;

/** The batch scopes of the front door. Immutable, thread-safe. */
abstract class BatchedRelata {

    /** Elements of a foreign stream that are joined together. */
    private static final int BUFFER = 256;

    final Engine engine;
    final Managers managers;
    private final Scopes scopes;

    BatchedRelata(Wiring wiring) {
        this.engine = wiring.engine();
        this.managers = wiring.managers();
        this.scopes = wiring.scopes();
    }

    /**
     * Runs a pipeline in a batch scope: lookups in it ({@code get}, {@code all}, {@code first}, {@code count},
     * {@code exists} of managers, {@code find}) that are subscribed together travel in one statement for each relationship,
     * and what was read once is remembered until the scope ends.
     *
     * <p>Each subscription has a scope of its own, unless its context holds one, which it joins. Writes in the scope make it
     * forget what they may have changed. A row that cannot be read fails only the lookups whose answer has it. Lookups in a
     * transaction never mix with those outside. Beside a stream of {@code iterate()}, outside a transaction, everything reads
     * the stream's snapshot on the stream's connection.
     *
     * @param pipeline what to run
     * @param <T> what it answers
     * @return its answer
     */
    public final <T> Mono<T> batched(Mono<T> pipeline) {
        return scopes.batched(RefusedException.unlessNull(pipeline, "batched", "the pipeline"));
    }

    /**
     * Runs a pipeline in a batch scope, as {@link #batched(Mono)} does. Elements are asked for 256 at a time, and held until
     * they are demanded, so that one who demands single elements does not make single statements. An error comes after the
     * elements before it.
     *
     * @param pipeline what to run; {@code concatMap} in it looks up one at a time, {@code flatMap} and
     *     {@code flatMapSequential} do not
     * @param <T> what it answers
     * @return its answer
     */
    public final <T> Flux<T> batched(Flux<T> pipeline) {
        return scopes.batched(RefusedException.unlessNull(pipeline, "batched", "the pipeline"));
    }

    /**
     * A batch scope for {@code contextWrite}, a new one for each subscription. Lookups go out as they come, and those that
     * come meanwhile go together: where the pipeline is at hand, {@link #batched(Flux)} makes fewer statements.
     *
     * @return what puts the scope into a context
     */
    public final Function<Context, Context> batchScope() {
        return scopes::open;
    }

    /**
     * Joins each element of any stream with its related row, 256 at a time in one statement.
     *
     * @param relationship a to-one
     * @param join makes the answer of an element and its row; not called where an optional one is missing, which leaves the
     *     element out
     * @param <S> the owner
     * @param <T> the target
     * @param <R> the answer
     * @return for {@code transform}; keeps order and backpressure, also of an error, which comes after the elements before
     *     it
     */
    public final <S, T, R> Function<Flux<S>, Publisher<R>> with(
            ToOne<S, T> relationship, BiFunction<? super S, ? super T, ? extends R> join) {
        RefusedException.unlessNull(relationship, "with", "the relationship");
        RefusedException.unlessNull(join, "with", "the function that joins owner and related");
        return owners -> joined(
                owners, owner -> managers.toOne(owner, relationship).get().map(target -> join.apply(owner, target)));
    }

    /**
     * Joins each element of any stream with the row that refers to it, 256 at a time in one statement.
     *
     * @param relationship a has-one
     * @param join makes the answer of an element and its row; not called where there is none, which leaves the element out
     * @param <S> the owner
     * @param <T> the target
     * @param <R> the answer
     * @return for {@code transform}; keeps order and backpressure, also of an error, which comes after the elements before
     *     it
     */
    public final <S, T, R> Function<Flux<S>, Publisher<R>> with(
            HasOne<S, T> relationship, BiFunction<? super S, ? super T, ? extends R> join) {
        RefusedException.unlessNull(relationship, "with", "the relationship");
        RefusedException.unlessNull(join, "with", "the function that joins owner and related");
        return owners -> joined(
                owners, owner -> managers.hasOne(owner, relationship).get().map(target -> join.apply(owner, target)));
    }

    /**
     * Joins each element of any stream with its related rows, 256 at a time in one statement.
     *
     * @param relationship a to-many; its limit is for each element
     * @param join makes the answer of an element and its rows, in the relation's order; an empty list where there are none
     * @param <S> the owner
     * @param <T> the target
     * @param <R> the answer
     * @return for {@code transform}; keeps order and backpressure, also of an error, which comes after the elements before
     *     it
     */
    public final <S, T, R> Function<Flux<S>, Publisher<R>> with(
            ToMany<S, T> relationship, BiFunction<? super S, ? super List<T>, ? extends R> join) {
        RefusedException.unlessNull(relationship, "with", "the relationship");
        RefusedException.unlessNull(join, "with", "the function that joins owner and related");
        return owners -> joined(
                owners,
                owner -> engine.related(() -> BoundRelationship.of(engine, owner, relationship))
                        .all()
                        .collectList()
                        .map(targets -> join.apply(owner, targets)));
    }

    private <S, R> Flux<R> joined(Flux<S> owners, Function<S, Mono<R>> lookup) {
        // As signals, so that an error waits for the elements before it.
        return batched(owners.map(lookup)
                .onErrorResume(error -> Mono.just(Mono.error(error)))
                .flatMapSequential(BatchedRelata::valueOrError, BUFFER, 1)
                .dematerialize());
    }

    private static <R> Mono<Signal<R>> valueOrError(Mono<R> lookup) {
        return lookup.map(Signal::next).onErrorResume(error -> Mono.just(Signal.error(error)));
    }

    /**
     * Makes the batch scope of the context forget what it knows of a relationship of an owner, so that it is read anew; does
     * nothing outside a scope.
     *
     * @param relationship the relationship, in whatever view it was read
     * @param owner the owner
     * @param <S> the owner
     * @return completes when it is forgotten
     */
    public final <S> Mono<Void> refresh(Relationship<S, ?> relationship, S owner) {
        return Mono.defer(() -> refresh(
                engine.resolve(RefusedException.unlessNull(relationship, "refresh", "the relationship")), owner));
    }

    private <S> Mono<Void> refresh(RelationshipType<S, ?> relationship, S owner) {
        List<Object> key = new ArrayList<>();
        for (Object part : relationship.keyOf(owner)) {
            if (part == null) {
                return Mono.empty();
            }
            key.add(part);
        }
        return scopes.refresh(relationship.association(), key);
    }

    /**
     * Lets the batch scope of the context know a row that is at hand: it answers for its id, by {@code find} and by to-ones
     * that refer to the id. Does nothing outside a scope.
     *
     * @param entity the row, as it is stored
     * @param <T> the record
     * @return completes when it is known; refused where the row has no id
     */
    public final <T> Mono<Void> prime(T entity) {
        return Mono.defer(() -> {
            EntityType<T> type = typeOf(entity, "prime");
            return scopes.prime(type, Ids.require(type, entity, "prime"), entity);
        });
    }

    /**
     * What has been looked up so far in the batch scope of the context.
     *
     * @return the counts of each relationship; empty outside a scope
     */
    public final Mono<ScopeStatistics> statistics() {
        return scopes.statistics();
    }

    @SuppressWarnings("unchecked") // an instance's class is the class of its type: records have no subclasses
    final <T> EntityType<T> typeOf(T entity, String call) {
        RefusedException.unlessNull(entity, call, "the row");
        return engine.model().entity((Class<T>) entity.getClass());
    }
}
