package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.EntityRows;
import dev.relata.internal.engine.Loader;
import dev.relata.internal.session.Sessions;
import dev.relata.manager.HasOneManager;
import dev.relata.manager.ManyToManyManager;
import dev.relata.manager.OneToManyManager;
import dev.relata.manager.ThroughManager;
import dev.relata.manager.ToOneManager;
import dev.relata.metamodel.Model;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.OneToMany;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import dev.relata.query.Selection;
import dev.relata.schema.Schema;
import dev.relata.spi.Capability;
import dev.relata.spi.Store;
import dev.relata.spi.TransactionOptions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Records, their relationships, and a store: everything is reached from here. Immutable, thread-safe; one for each
 * application.
 *
 * <p>Every method is cold: nothing is sent before subscribe, and each subscription sends anew. Inside
 * {@code as(relata::transactional)} all of a pipeline's operations use the transaction's connection, found through the
 * reactive context. Errors are those of {@code dev.relata.error}; a write's {@code Mono} emits after it is committed,
 * and only then.
 *
 * <pre>{@code
 * Relata relata = Relata.builder().store(store).model(Author.class, Book.class).build();
 * relata.on(author, Author.BOOKS).where(Book::pages, gt(300)).all();
 * }</pre>
 */
public final class Relata extends WritingRelata {

    private final Sessions transactions;
    private final Store.Open store;

    Relata(Wiring wiring) {
        super(wiring);
        this.transactions = wiring.transactions();
        this.store = wiring.store();
    }

    /**
     * Begins a new one.
     *
     * @return a builder
     */
    public static RelataBuilder builder() {
        return new RelataBuilder();
    }

    /**
     * Answers the model.
     *
     * @return entities and relationships
     */
    public Model model() {
        return engine.model();
    }

    /**
     * Answers what the store can do.
     *
     * @return its capabilities
     */
    public Set<Capability> capabilities() {
        return store.capabilities();
    }

    /**
     * The schema that the model needs in the store: to create, to compare with what is there, to write down and to draw.
     *
     * @return the schema
     */
    public Schema schema() {
        return new Schema(model(), store, new SchemaTransactions(transactions, store.createsSchemaInTransactions()));
    }

    /**
     * A to-one of an owner.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return get, set, clear
     */
    public <S, T> ToOneManager<S, T> on(S owner, ToOne<S, T> relationship) {
        return managers.toOne(owner, relationship);
    }

    /**
     * The one row that refers to an owner.
     *
     * @param owner the owner
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return get, set, create, clear
     */
    public <S, T> HasOneManager<S, T> on(S owner, HasOne<S, T> relationship) {
        return managers.hasOne(owner, relationship);
    }

    /**
     * The rows that refer to an owner.
     *
     * @param owner the owner
     * @param relationship the relationship, or a view of it made on the spot
     * @param <S> the owner
     * @param <T> the target
     * @return a selection with writes
     */
    public <S, T> OneToManyManager<S, T> on(S owner, OneToMany<S, T> relationship) {
        return managers.oneToMany(owner, relationship);
    }

    /**
     * The rows that an owner is linked to.
     *
     * @param owner the owner
     * @param relationship the relationship, or a view of it made on the spot
     * @param <S> the owner
     * @param <T> the target
     * @return a selection with writes
     */
    public <S, T> ManyToManyManager<S, T> on(S owner, ManyToMany<S, T> relationship) {
        return managers.manyToMany(owner, relationship);
    }

    /**
     * The rows that an owner is linked to by records of their own.
     *
     * @param owner the owner
     * @param relationship the relationship, or a view of it made on the spot
     * @param <S> the owner
     * @param <T> the target
     * @param <J> the join record
     * @return a selection with writes
     */
    public <S, T, J> ThroughManager<S, T, J> on(S owner, ManyToManyThrough<S, T, J> relationship) {
        return managers.through(owner, relationship);
    }

    /**
     * The related rows of an owner that is not loaded.
     *
     * @param relationship a relationship that goes by the owner's id
     * @param key the id: the value of its one component, or a list of the values of several
     * @param <S> the owner
     * @param <T> the target
     * @return a selection
     */
    public <S, T> Selection<T> onKey(ToMany<S, T> relationship, Object key) {
        return engine.related(() -> BoundRelationship.ofKey(engine, relationship, key));
    }

    /**
     * All rows of a type, in its default order.
     *
     * @param type the record
     * @param <T> the record
     * @return a selection
     */
    public <T> Selection<T> from(Class<T> type) {
        return engine.from(type);
    }

    /**
     * Finds a row by its id.
     *
     * @param type the record
     * @param id the value of the id's one component, or a list of the values of several
     * @param <T> the record
     * @return the row, empty where there is none
     */
    public <T> Mono<T> find(Class<T> type, Object id) {
        StackTraceElement place = engine.lookups().place();
        return Mono.defer(() -> rows(type).find(id, place));
    }

    /**
     * Reads the related rows of many owners in one statement.
     *
     * @param owners the owners
     * @param relationship a to-many; its limit is per owner
     * @param <S> the owner
     * @param <T> the target
     * @return for each owner, in the order given, its rows in the relation's order; an empty list where there are none. A row that
     *     cannot be read fails the answer as a whole
     */
    public <S, T> Mono<Map<S, List<T>>> load(Collection<? extends S> owners, ToMany<S, T> relationship) {
        return new Loader(engine).many(owners, relationship);
    }

    /**
     * Reads the related row of many owners in one statement.
     *
     * @param owners the owners
     * @param relationship a to-one
     * @param <S> the owner
     * @param <T> the target
     * @return for each owner that has one, in the order given, its row; a required one that is missing, or one that cannot be
     *     read, is an error
     */
    public <S, T> Mono<Map<S, T>> load(Collection<? extends S> owners, ToOne<S, T> relationship) {
        return new Loader(engine).single(owners, relationship);
    }

    /**
     * Reads the row that refers to each of many owners in one statement.
     *
     * @param owners the owners
     * @param relationship a has-one
     * @param <S> the owner
     * @param <T> the target
     * @return for each owner that has one, in the order given, its row; one that cannot be read is an error
     */
    public <S, T> Mono<Map<S, T>> load(Collection<? extends S> owners, HasOne<S, T> relationship) {
        return new Loader(engine).single(owners, relationship);
    }

    /**
     * Runs a pipeline in a transaction; inside another one, in a part of it that can be undone alone.
     *
     * @param pipeline what to run
     * @param <T> what it answers
     * @return its answer, after the commit; rolled back on error and on cancel
     */
    public <T> Mono<T> transactional(Mono<T> pipeline) {
        return transactional(pipeline, TransactionOptions.defaults());
    }

    /**
     * Runs a pipeline in a transaction.
     *
     * @param pipeline what to run
     * @param options isolation, read-only, retries of serialization failures
     * @param <T> what it answers
     * @return its answer, after the commit; rolled back on error and on cancel
     */
    public <T> Mono<T> transactional(Mono<T> pipeline, TransactionOptions options) {
        return transactions.transactional(pipeline, options);
    }

    /**
     * Runs a pipeline in a transaction; <b>its elements are provisional until it completes</b>: cancelled before, as by
     * {@code take} or {@code next} behind it, it is rolled back, and what was shown was never stored.
     *
     * @param pipeline what to run
     * @param <T> what it answers
     * @return its answer as it comes; completes after the commit
     */
    public <T> Flux<T> transactional(Flux<T> pipeline) {
        return transactional(pipeline, TransactionOptions.defaults());
    }

    /**
     * Runs a pipeline in a transaction; <b>its elements are provisional until it completes</b>, unless retries are asked
     * for: then they are held until the commit.
     *
     * @param pipeline what to run
     * @param options isolation, read-only, retries of serialization failures
     * @param <T> what it answers
     * @return its answer; completes after the commit
     */
    public <T> Flux<T> transactional(Flux<T> pipeline, TransactionOptions options) {
        return transactions.transactional(pipeline, options);
    }

    private <T> EntityRows<T> rows(Class<T> type) {
        return new EntityRows<>(
                engine, model().entity(RefusedException.unlessNull(type, "find", "the class of the row")));
    }
}
