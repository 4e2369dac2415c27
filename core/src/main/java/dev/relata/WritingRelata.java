package dev.relata;

import dev.relata.engine.BulkUpdates;
import dev.relata.engine.Chunks;
import dev.relata.engine.EntityRows;
import dev.relata.engine.Given;
import dev.relata.engine.UniqueKeyWriter;
import dev.relata.model.EntityType;
import dev.relata.model.Property;
import dev.relata.query.Bulk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The writes of rows of the front door. Immutable, thread-safe. */
abstract class WritingRelata extends BatchedRelata {

    WritingRelata(Wiring wiring) {
        super(wiring);
    }

    /**
     * Inserts a row.
     *
     * @param entity the row; a null id is given by the database
     * @param <T> the record
     * @return the row as stored
     */
    public final <T> Mono<T> insert(T entity) {
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
    public final <T> Flux<T> insertMany(Iterable<? extends T> entities) {
        return insertMany(entities, Bulk.defaults());
    }

    /**
     * Inserts rows, whole or not at all, as the options say.
     *
     * @param entities the rows, of one type
     * @param bulk chunks, policy, progress
     * @param <T> the record
     * @return after the commit, the rows as stored, in the order given: all of them where a row that is there already is an
     *     error, else those that were written
     */
    public final <T> Flux<T> insertMany(Iterable<? extends T> entities, Bulk<? super T> bulk) {
        return this.<T, T>ofFirst(
                entities,
                (type, rows) -> engine.writer(type, type.name()).bulk(bulk).rows(rows));
    }

    /**
     * Inserts rows, whole or not at all; a chunk at a time is asked of the source and sent in one or two statements.
     *
     * @param type the record
     * @param entities the rows
     * @param <T> the record
     * @return how many were inserted, after the commit
     */
    public final <T> Mono<Long> insertMany(Class<T> type, Publisher<? extends T> entities) {
        return insertMany(type, entities, Bulk.defaults());
    }

    /**
     * Inserts rows, whole or not at all, as the options say; a chunk at a time is asked of the source. An error of the
     * source arrives as it is.
     *
     * @param type the record
     * @param entities the rows
     * @param bulk chunks, policy, progress
     * @param <T> the record
     * @return how many were written, after the commit
     */
    public final <T> Mono<Long> insertMany(Class<T> type, Publisher<? extends T> entities, Bulk<? super T> bulk) {
        return Mono.defer(() -> {
            EntityType<T> entity = engine.model().entity(type);
            return engine.writer(entity, entity.name()).bulk(bulk).count(Chunks.of(entities, bulk));
        });
    }

    /**
     * Updates a row: everything but its id and the time of its creation.
     *
     * @param entity the row
     * @param <T> the record
     * @return the row as given, with the times that Relata sets; {@code RowNotFoundException} where it is gone
     */
    public final <T> Mono<T> update(T entity) {
        return Mono.defer(() -> rowsOf(entity).update(entity));
    }

    /**
     * Updates rows, whole or not at all, without a statement for each; of two with one id the last wins.
     *
     * @param entities the rows, of one type
     * @param <T> the record
     * @return the rows as given, each once, with the times that Relata sets, after the commit
     */
    public final <T> Flux<T> updateMany(Iterable<? extends T> entities) {
        return updateMany(entities, Bulk.defaults());
    }

    /**
     * Updates rows, whole or not at all, as the options say; of two with one id the last wins.
     *
     * @param entities the rows, of one type
     * @param bulk chunks, progress
     * @param <T> the record
     * @return the rows as given, each once, with the times that Relata sets, after the commit
     */
    public final <T> Flux<T> updateMany(Iterable<? extends T> entities, Bulk<? super T> bulk) {
        return this.<T, T>ofFirst(entities, (type, rows) -> new BulkUpdates<>(engine, type, bulk).rows(rows));
    }

    /**
     * Updates rows, whole or not at all; a chunk at a time is asked of the source; of two with one id the last wins.
     *
     * @param type the record
     * @param entities the rows
     * @param <T> the record
     * @return how many rows were given, one that comes twice within a chunk once; {@code RowNotFoundException} where one is
     *     gone
     */
    public final <T> Mono<Long> updateMany(Class<T> type, Publisher<? extends T> entities) {
        return updateMany(type, entities, Bulk.defaults());
    }

    /**
     * Updates rows, whole or not at all, as the options say; a chunk at a time is asked of the source; of two with one id
     * the last wins.
     *
     * @param type the record
     * @param entities the rows
     * @param bulk chunks, progress
     * @param <T> the record
     * @return how many rows were given, one that comes twice within a chunk once; {@code RowNotFoundException} where one is
     *     gone
     */
    public final <T> Mono<Long> updateMany(Class<T> type, Publisher<? extends T> entities, Bulk<? super T> bulk) {
        return Mono.defer(() -> new BulkUpdates<>(engine, engine.model().entity(type), bulk).count(entities));
    }

    /**
     * Inserts a row, or overwrites the one with the same id.
     *
     * @param entity the row
     * @param <T> the record
     * @return the row as stored
     */
    public final <T> Mono<T> upsert(T entity) {
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
     * @param entities the rows, of one type
     * @param <T> the record
     * @return the rows as stored, each once, after the commit
     */
    public final <T> Flux<T> upsertMany(Iterable<? extends T> entities) {
        return upsertMany(entities, Bulk.defaults());
    }

    /**
     * Inserts rows, or overwrites those that are there already, whole or not at all, as the options say.
     *
     * @param entities the rows, of one type
     * @param bulk chunks, progress; a policy that names another key than the id
     * @param <T> the record
     * @return the rows as stored, after the commit
     */
    public final <T> Flux<T> upsertMany(Iterable<? extends T> entities, Bulk<? super T> bulk) {
        return this.<T, T>ofFirst(
                entities,
                (type, rows) -> engine.writer(type, type.name()).upsert(bulk).rows(rows));
    }

    /**
     * Inserts rows, or overwrites those with the same id, whole or not at all; of two with one id the last wins.
     *
     * @param type the record
     * @param entities the rows
     * @param <T> the record
     * @return how many rows were written, after the commit
     */
    public final <T> Mono<Long> upsertMany(Class<T> type, Publisher<? extends T> entities) {
        return upsertMany(type, entities, Bulk.defaults());
    }

    /**
     * Inserts rows, or overwrites those that are there already, whole or not at all, as the options say; a chunk at a time
     * is asked of the source.
     *
     * @param type the record
     * @param entities the rows
     * @param bulk chunks, progress; a policy that names another key than the id
     * @param <T> the record
     * @return how many rows were written, one that comes in two chunks twice, after the commit
     */
    public final <T> Mono<Long> upsertMany(Class<T> type, Publisher<? extends T> entities, Bulk<? super T> bulk) {
        return Mono.defer(() -> {
            EntityType<T> entity = engine.model().entity(type);
            return engine.writer(entity, entity.name()).upsert(bulk).count(Chunks.of(entities, bulk));
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
    public final <T> Mono<Boolean> delete(T entity) {
        return Mono.defer(() -> rowsOf(entity).delete(entity));
    }

    /**
     * Deletes rows, and with them their links, whole or not at all.
     *
     * @param entities the rows, of one type
     * @param <T> the record
     * @return how many were there
     */
    public final <T> Mono<Long> deleteMany(Iterable<? extends T> entities) {
        return this.<T, Long>ofFirst(
                        entities,
                        (type, rows) ->
                                new EntityRows<>(engine, type).deleteMany(rows).flux())
                .single(0L);
    }

    private <T> EntityRows<T> rowsOf(T entity) {
        return new EntityRows<>(engine, typeOf(entity));
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
