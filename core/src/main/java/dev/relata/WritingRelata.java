package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.internal.write.Inserts;
import dev.relata.internal.write.RowDeletes;
import dev.relata.internal.write.RowUpdates;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Property;
import dev.relata.query.DeletePlan;
import dev.relata.query.OnConflict;
import dev.relata.query.OnConflict.Policy;
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
        return Mono.defer(() -> inserts(entity, "insert").one(entity));
    }

    /**
     * Updates a row: everything but its id and the time of its creation. Rows that refer to another key of it by a
     * relationship that is {@code onUpdate(CASCADE)} follow when that key changes.
     *
     * @param entity the row
     * @param <T> the record
     * @return the row as stored; {@code RowNotFoundException} where it is gone,
     *     {@code StaleRowException} where its {@code @Version} has moved on
     */
    public final <T> Mono<T> update(T entity) {
        return Mono.defer(() -> updates(entity, "update").one(entity));
    }

    /**
     * Inserts a row, or overwrites the one with the same id.
     *
     * @param entity the row
     * @param <T> the record
     * @return the row as stored; {@code StaleRowException} where one is there in another {@code @Version}
     */
    public final <T> Mono<T> upsert(T entity) {
        return Mono.defer(
                () -> inserts(entity, "upsert").under(OnConflict.<T>update()).one(entity));
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
        return Mono.defer(() -> inserts(entity, "upsert")
                .under(new OnConflict<>(Policy.UPDATE, key))
                .one(entity));
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
        return Mono.defer(() -> inserts(entity, "getOrCreate").getOrCreate(entity, key));
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
     * Changes the id of a row, and in the same statement the keys of the rows that refer to it by a relationship that is
     * {@code onUpdate(CASCADE)}, to any depth where those keys are part of ids themselves; links follow always. The statement
     * needs no constraint to be deferrable. Nothing but the id is written, and the times that every update sets.
     *
     * @param entity the row, under the id that it has
     * @param newId the value of the id's one component, or a list of the values of several
     * @param <T> the record
     * @return the row as given, under the new id; {@code RowNotFoundException} where it is gone, {@code ProtectedException}
     *     while rows refer to it that may not follow
     */
    public final <T> Mono<T> changeId(T entity, Object newId) {
        return Mono.defer(() -> updates(entity, "changeId").changeId(entity, newId));
    }

    /**
     * Deletes a row, whole or not at all, and with it its links and what the model says of the rows that refer to it
     * ({@code onDelete}), to any depth.
     *
     * @param entity the row
     * @param <T> the record
     * @return whether it was there; {@code ProtectedException} where a row protects it, {@code StaleRowException} where its
     *     {@code @Version} has moved on
     */
    public final <T> Mono<Boolean> delete(T entity) {
        return Mono.defer(() -> deletes(entity, "delete").rows(List.of(entity)).map(rows -> rows > 0));
    }

    /**
     * Deletes rows as {@link #delete} does, all of them or none.
     *
     * @param entities the rows, of one type
     * @param <T> the record
     * @return how many were there, without those that went with them
     */
    public final <T> Mono<Long> deleteMany(Iterable<? extends T> entities) {
        return this.<T, Long>ofFirst(
                        entities,
                        (type, rows) -> engine.writes().deletes(type).rows(rows).flux())
                .single(0L);
    }

    /**
     * Tells what {@link #delete} would do: how many rows of which table would go or lose their key, by relationship, and what
     * protects them. Reads one moment and writes nothing.
     *
     * @param entity the row
     * @param <T> the record
     * @return the plan; of nothing where the row is gone
     */
    public final <T> Mono<DeletePlan> deletePlan(T entity) {
        return Mono.defer(() -> deletes(entity, "deletePlan").plan(entity));
    }

    private <T> RowUpdates<T> updates(T entity, String call) {
        EntityType<T> type = typeOf(entity, call);
        return engine.writes().updates(type, type.name());
    }

    private <T> RowDeletes<T> deletes(T entity, String call) {
        return engine.writes().deletes(typeOf(entity, call));
    }

    private <T> Inserts<T> inserts(T entity, String call) {
        EntityType<T> type = typeOf(entity, call);
        return engine.writes().inserts(type, type.name());
    }

    private static <T> List<Property<T, ?>> key(Property<T, ?> first, Property<T, ?>[] more) {
        List<Property<T, ?>> key = new ArrayList<>();
        key.add(RefusedException.unlessNull(first, "a key of properties", "property 1"));
        for (Property<T, ?> property : RefusedException.unlessNull(more, "a key of properties", "the array of them")) {
            key.add(RefusedException.unlessNull(property, "a key of properties", "property " + (key.size() + 1)));
        }
        return key;
    }
}
