package dev.relata;

import dev.relata.engine.EntityRows;
import dev.relata.engine.Given;
import dev.relata.engine.Loader;
import dev.relata.engine.Owned;
import dev.relata.engine.UniqueKeyWriter;
import dev.relata.manager.HasOneManager;
import dev.relata.manager.ManyToManyManager;
import dev.relata.manager.OneToManyManager;
import dev.relata.manager.ThroughManager;
import dev.relata.manager.ToOneManager;
import dev.relata.model.EntityType;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Model;
import dev.relata.model.OneToMany;
import dev.relata.model.Property;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.spi.Store;
import dev.relata.spi.TransactionOptions;
import dev.relata.transaction.Transactions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
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
public final class Relata extends BatchedRelata {

    private final Transactions transactions;
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
        return engine.related(() -> Owned.ofKey(engine, relationship, key));
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
     * @return for each owner, in the order given, its rows in the relation's order; an empty list where there are none
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
     * @return for each owner that has one, in the order given, its row; a required one that is missing is an error
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
     * @return for each owner that has one, in the order given, its row
     */
    public <S, T> Mono<Map<S, T>> load(Collection<? extends S> owners, HasOne<S, T> relationship) {
        return new Loader(engine).single(owners, relationship);
    }

    /**
     * Inserts a row.
     *
     * @param entity the row; a null id is given by the database
     * @param <T> the record
     * @return the row as stored
     */
    public <T> Mono<T> insert(T entity) {
        return Mono.defer(() -> {
            EntityType<T> type = typeOf(entity);
            return engine.writer(type, type.name()).insert(entity);
        });
    }

    /**
     * Inserts rows, whole or not at all, without a statement for each.
     *
     * @param entities the rows, of one type
     * @param <T> the record
     * @return the rows as stored, in the order given, after the commit
     */
    public <T> Flux<T> insertMany(Iterable<? extends T> entities) {
        return this.<T, T>ofFirst(
                entities, (type, rows) -> engine.writer(type, type.name()).insertMany(rows));
    }

    /**
     * Inserts rows, whole or not at all; a chunk at a time is asked of the source and sent as one statement.
     *
     * @param type the record
     * @param entities the rows
     * @param <T> the record
     * @return how many were inserted, after the commit
     */
    public <T> Mono<Long> insertMany(Class<T> type, Publisher<? extends T> entities) {
        return Mono.defer(() -> {
            EntityType<T> entity = model().entity(type);
            return engine.writer(entity, entity.name()).insertCount(entities);
        });
    }

    /**
     * Updates a row: everything but its id and the time of its creation.
     *
     * @param entity the row
     * @param <T> the record
     * @return the row as given, with the times that Relata sets; {@code RowNotFoundException} where it is gone
     */
    public <T> Mono<T> update(T entity) {
        return Mono.defer(() -> rowsOf(entity).update(entity));
    }

    /**
     * Updates rows, whole or not at all, in one statement; of two with one id the last wins.
     *
     * @param entities the rows, of one type
     * @param <T> the record
     * @return the rows as given, with the times that Relata sets, after the commit
     */
    public <T> Flux<T> updateMany(Iterable<? extends T> entities) {
        return this.<T, T>ofFirst(entities, (type, rows) -> new EntityRows<>(engine, type).updateMany(rows));
    }

    /**
     * Inserts a row, or overwrites the one with the same id.
     *
     * @param entity the row
     * @param <T> the record
     * @return the row as stored
     */
    public <T> Mono<T> upsert(T entity) {
        return Mono.defer(() -> uniqueKeys(entity).upsert(entity, List.of()));
    }

    /**
     * Inserts a row, or overwrites the one with the same unique key.
     *
     * @param entity the row, with a value for each property of the key
     * @param first a property of the key
     * @param more the key's further properties
     * @param <T> the record
     * @return the row as stored; {@code ModelException} where the model knows no such unique key
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final <T> Mono<T> upsert(T entity, Property<T, ?> first, Property<T, ?>... more) {
        List<Property<T, ?>> key = key(first, more);
        return Mono.defer(() -> uniqueKeys(entity).upsert(entity, key));
    }

    /**
     * Inserts rows, or overwrites those with the same id, whole or not at all; of two with one id the last wins.
     *
     * @param type the record
     * @param entities the rows
     * @param <T> the record
     * @return how many rows were written, after the commit
     */
    public <T> Mono<Long> upsertMany(Class<T> type, Publisher<? extends T> entities) {
        return Mono.defer(() -> {
            EntityType<T> entity = model().entity(type);
            return new UniqueKeyWriter<>(engine, entity, entity.name()).upsertMany(entities);
        });
    }

    /**
     * Answers the row with the same unique key, or inserts this one; of many at the same time one inserts.
     *
     * @param entity the row
     * @param first a property of the key
     * @param more the key's further properties
     * @param <T> the record
     * @return the row as stored; {@code ModelException} where the model knows no such unique key
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final <T> Mono<T> getOrCreate(T entity, Property<T, ?> first, Property<T, ?>... more) {
        List<Property<T, ?>> key = key(first, more);
        return Mono.defer(() -> uniqueKeys(entity).getOrCreate(entity, key));
    }

    /**
     * Overwrites the row with the same unique key, or inserts this one; the same as {@link #upsert(Object, Property,
     * Property[])}.
     *
     * @param entity the row
     * @param first a property of the key
     * @param more the key's further properties
     * @param <T> the record
     * @return the row as stored; {@code ModelException} where the model knows no such unique key
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final <T> Mono<T> updateOrCreate(T entity, Property<T, ?> first, Property<T, ?>... more) {
        return upsert(entity, first, more);
    }

    /**
     * Deletes a row, and with it its links.
     *
     * @param entity the row
     * @param <T> the record
     * @return whether it was there
     */
    public <T> Mono<Boolean> delete(T entity) {
        return Mono.defer(() -> rowsOf(entity).delete(entity));
    }

    /**
     * Deletes rows, and with them their links, whole or not at all.
     *
     * @param entities the rows, of one type
     * @param <T> the record
     * @return how many were there
     */
    public <T> Mono<Long> deleteMany(Iterable<? extends T> entities) {
        return this.<T, Long>ofFirst(
                        entities,
                        (type, rows) ->
                                new EntityRows<>(engine, type).deleteMany(rows).flux())
                .single(0L);
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

    private <T> EntityRows<T> rowsOf(T entity) {
        return new EntityRows<>(engine, typeOf(entity));
    }

    private <T> EntityRows<T> rows(Class<T> type) {
        return new EntityRows<>(engine, model().entity(type));
    }

    private <T> UniqueKeyWriter<T> uniqueKeys(T entity) {
        EntityType<T> type = typeOf(entity);
        return new UniqueKeyWriter<>(engine, type, type.name());
    }

    /** Rows of an Iterable say of which type they are; of none there is nothing to do. */
    private <T, R> Flux<R> ofFirst(Iterable<? extends T> entities, BiFunction<EntityType<T>, List<T>, Flux<R>> work) {
        return Flux.defer(() -> {
            List<T> rows = Given.ofOneType(entities);
            return rows.isEmpty() ? Flux.empty() : work.apply(typeOf(rows.get(0)), rows);
        });
    }

    private static <T> List<Property<T, ?>> key(Property<T, ?> first, Property<T, ?>[] more) {
        List<Property<T, ?>> key = new ArrayList<>();
        key.add(first);
        key.addAll(List.of(more));
        return key;
    }
}
