package dev.relata;

import dev.relata.engine.EntityRows;
import dev.relata.engine.UniqueKeyWriter;
import dev.relata.model.EntityType;
import dev.relata.model.Property;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** The writes of rows of the front door. Immutable, thread-safe. */
abstract class WritingRelata extends BulkRelata {

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

    private static <T> List<Property<T, ?>> key(Property<T, ?> first, Property<T, ?>[] more) {
        List<Property<T, ?>> key = new ArrayList<>();
        key.add(first);
        key.addAll(List.of(more));
        return key;
    }
}
