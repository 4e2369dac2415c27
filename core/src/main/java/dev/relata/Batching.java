package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.internal.batch.Scopes;
import dev.relata.internal.link.ManagerFactory;
import dev.relata.internal.operator.GivenElements;
import dev.relata.internal.operator.OrderedJoin;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.select.Selections;
import dev.relata.internal.translate.ErrorTranslation;
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
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * What can be done with batch scopes beside {@link Relata#batched(Flux)}; {@link Relata#batching()} has it. Immutable,
 * thread-safe.
 *
 * <pre>{@code
 * Flux<String> lines = books.transform(
 *         relata.batching().with(Book.AUTHOR, (book, author) -> author.name() + ": " + book.title()));
 * Mono<Void> handled = chain.filter(exchange).as(relata::batched); // a scope for a whole request
 * }</pre>
 */
public final class Batching {

    private final ErrorTranslation translation;
    private final FilterResolver resolver;
    private final Selections selections;
    private final Entities entities;
    private final ManagerFactory managers;
    private final Scopes scopes;

    Batching(
            ErrorTranslation translation,
            FilterResolver resolver,
            Selections selections,
            Entities entities,
            ManagerFactory managers,
            Scopes scopes) {
        this.translation = translation;
        this.resolver = resolver;
        this.selections = selections;
        this.entities = entities;
        this.managers = managers;
        this.scopes = scopes;
    }

    /**
     * Opens a batch scope by {@code contextWrite}, a new one for each subscription. Lookups go out as they come, and those that
     * come meanwhile go together. The scope never ends, so that listeners hear nothing of it: {@link Relata#batched(Flux)} makes
     * fewer statements, and is what a pipeline at hand should use, that of a web request included.
     *
     * @return what puts the scope into a context
     */
    public Function<Context, Context> scope() {
        return scopes::open;
    }

    /**
     * Opens a new scope in a context, for code that hands the context on to several pipelines and knows when the last of them
     * ends, as an engine of GraphQL does. Such code may bracket what subscribes to several of them with the {@code Burst} of the
     * context, so that their lookups travel together. A pipeline at hand is better run by {@link Relata#batched(Flux)}.
     *
     * @param context the context, in which the statements run too
     * @return the scope, to be closed
     */
    public OpenScope open(ContextView context) {
        RefusedException.unlessNull(context, "open", "the context");
        Scopes.Opened opened = scopes.opened(Context.of(context));
        return new OpenScope(opened.context(), opened.end());
    }

    /**
     * Runs a pipeline outside the batch scope of its context, which ends with each subscription to the pipeline: it forgets what
     * it knows, and listeners hear of it. For what outlives the work that the scope is for, such as the stream of events that a web
     * request begins. Does nothing outside a scope.
     *
     * @param pipeline the pipeline; a scope that it opens itself is a new one
     * @param <T> an element of the answer
     * @return its answer, with the same demand, errors and cancel
     */
    public <T> Flux<T> outside(Publisher<T> pipeline) {
        return scopes.outside(new GivenElements<T>(
                translation.now(() -> RefusedException.unlessNull(pipeline, "outside", "the pipeline"))));
    }

    /**
     * Joins each element of any stream with its related row: up to 256 in one statement, or up to 4,096 where all answers are
     * requested at once.
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
    public <S, T, R> Function<Flux<S>, Publisher<R>> with(
            ToOne<S, T> relationship, BiFunction<? super S, ? super T, ? extends R> join) {
        return joined(
                relationship, join, owner -> managers.toOne(owner, relationship).get());
    }

    /**
     * Joins each element of any stream with the row that refers to it: up to 256 in one statement, or up to 4,096 where all answers are
     * requested at once.
     *
     * @param relationship a has-one
     * @param join makes the answer of an element and its row; not called where there is none, which leaves the element out
     * @param <S> the owner
     * @param <T> the target
     * @param <R> the answer
     * @return for {@code transform}; keeps order and backpressure, also of an error, which comes after the elements before
     *     it
     */
    public <S, T, R> Function<Flux<S>, Publisher<R>> with(
            HasOne<S, T> relationship, BiFunction<? super S, ? super T, ? extends R> join) {
        return joined(
                relationship,
                join,
                owner -> managers.hasOne(owner, relationship).get());
    }

    /**
     * Joins each element of any stream with its related rows: up to 256 in one statement, or up to 4,096 where all answers are
     * requested at once.
     *
     * @param relationship a to-many; its limit is for each element
     * @param join makes the answer of an element and its rows, in the order of the relationship; an empty list where there are
     *     none
     * @param <S> the owner
     * @param <T> the target
     * @param <R> the answer
     * @return for {@code transform}; keeps order and backpressure, also of an error, which comes after the elements before
     *     it
     */
    public <S, T, R> Function<Flux<S>, Publisher<R>> with(
            ToMany<S, T> relationship, BiFunction<? super S, ? super List<T>, ? extends R> join) {
        return joined(
                relationship,
                join,
                owner -> selections
                        .<T>of(() -> BoundRelationship.of(resolver, owner, relationship)
                                .selection())
                        .all()
                        .collectList());
    }

    private <S, V, R> Function<Flux<S>, Publisher<R>> joined(
            Relationship<S, ?> relationship,
            BiFunction<? super S, ? super V, ? extends R> join,
            Function<S, Mono<V>> lookup) {
        translation.now(() -> RefusedException.unlessNull(relationship, "with", "the relationship"));
        translation.now(() -> RefusedException.unlessNull(join, "with", "the function that joins owner and related"));
        return owners -> scopes.batched(new OrderedJoin<>(owners, lookup, join));
    }

    /**
     * Lets the first lookup of a relationship for one of some rows read it for the rows behind it, in one statement, so that the batch
     * scope looks up many at a time even where a pipeline works on one row at a time, as {@code concatMap} does. For rows that
     * come from elsewhere than a selection, which has {@link dev.relata.query.Selection#lookAhead()}. Refused outside a batch scope.
     *
     * <pre>{@code
     * Flux.fromIterable(books).as(relata.batching()::lookAhead)
     *         .concatMap(book -> relata.on(book, Book.AUTHOR).get())
     *         .as(relata::batched);
     * }</pre>
     *
     * @param rows the rows: 256 are requested and then four times as many each time, up to 4,096, or those of a fetch where they come
     *     from a stream of this store. The lookup of a row reads for those that have arrived
     * @param <S> a row, or what a pipeline has made of rows whose relationships are looked up: it is recognised by its identity
     * @return the same rows, in order; an error comes behind the rows before it
     */
    public <S> Flux<S> lookAhead(Publisher<S> rows) {
        Flux<S> source =
                new GivenElements<>(translation.now(() -> RefusedException.unlessNull(rows, "lookAhead", "the rows")));
        return translation.of(scopes.lookAhead(source, row -> List.of(row)));
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
    public <S> Mono<Void> refresh(Relationship<S, ?> relationship, S owner) {
        return translation.of(Mono.defer(() -> {
            RelationshipType<S, ?> resolved =
                    resolver.relationship(RefusedException.unlessNull(relationship, "refresh", "the relationship"));
            List<Object> key = new ArrayList<>();
            for (Object part : resolved.keyOf(owner)) {
                if (part == null) {
                    return Mono.empty();
                }
                key.add(part);
            }
            return scopes.refresh(resolved.association(), key);
        }));
    }

    /**
     * Lets the batch scope of the context know a row that is at hand: it answers for its id, by {@code find} and by to-ones
     * that refer to the id. Does nothing outside a scope.
     *
     * @param row the row, as it is stored
     * @param <T> the record
     * @return completes when it is known; refused where the row has no id
     */
    public <T> Mono<Void> prime(T row) {
        return translation.of(Mono.defer(() -> {
            EntityType<T> type = entities.of(row, "prime");
            return scopes.prime(type, Ids.require(type, row, "prime"), row);
        }));
    }

    /**
     * Returns what has been looked up so far in the batch scope of the context.
     *
     * @return the counts of each relationship; empty outside a scope
     */
    public Mono<ScopeStatistics> statistics() {
        return translation.of(scopes.statistics());
    }
}
