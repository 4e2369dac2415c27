package dev.relata.internal.engine;

import dev.relata.error.Reason;
import dev.relata.error.StaleRowException;
import dev.relata.error.StoreException;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Property;
import dev.relata.spi.Conflict;
import dev.relata.spi.Conflict.Policy;
import dev.relata.spi.Insert;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Mono;

/**
 * Writes that depend on whether a row with the same unique key is there already. Immutable, thread-safe; cold.
 *
 * @param <E> the record
 */
public final class UniqueKeyWriter<E> {

    /** A row that is there when it is inserted and gone when it is read was deleted between; seldom twice in a row. */
    private static final int ATTEMPTS = 5;

    private final Engine engine;
    private final EntityType<E> type;
    private final String label;
    private final UniqueKeys<E> keys;

    /**
     * Makes the writer.
     *
     * @param engine the engine
     * @param type the type
     * @param label what the writes are for
     */
    public UniqueKeyWriter(Engine engine, EntityType<E> type, String label) {
        this.engine = engine;
        this.type = type;
        this.label = label;
        this.keys = new UniqueKeys<>(engine, type, label);
    }

    /**
     * Inserts a row, or overwrites the one with the same key.
     *
     * @param entity the row
     * @param key the unique key; none for the id. A named one must have a value, or every call would insert another row
     * @return the row as stored
     */
    public Mono<E> upsert(E entity, List<Property<E, ?>> key) {
        return Mono.defer(() -> {
            ConflictRule<E> rule = ConflictRule.update(keys, type, key);
            if (!key.isEmpty()) {
                keys.values(entity, keys.resolve(key));
            }
            RowPlan<E> plan = plan(List.of(entity));
            RowPlan.Group group = plan.groups().get(0);
            Insert insert = plan.insert(label, group, rule.of(group), true);
            return engine.sessions()
                    .many(session -> session.insert(insert))
                    .collectList()
                    .flatMap(rows -> rows.isEmpty() && insert.conflict().policy() == Policy.UPDATE
                            ? leftAlone(entity, rule.key())
                            : Written.of(engine, () -> type.instantiate(OneRow.of(label, rows))));
        });
    }

    /** Why the store has left a row alone: it is there in another version, or the store has rules of its own. */
    private Mono<E> leftAlone(E entity, List<Attribute> key) {
        Attribute version = type.version().orElse(null);
        if (version == null) {
            return Mono.error(() -> leftOut(entity));
        }
        Query there = Query.of(type).where(PredicateBuilder.keyEquals(key, keys.values(entity, key)));
        return engine.sessions()
                .many(session -> session.select(Select.of(label, there, List.of(Path.of(version)))))
                .filter(row -> !Objects.equals(row[0], type.value(entity, version)))
                .hasElements()
                .flatMap(changed -> Mono.error(changed ? stale(entity) : leftOut(entity)));
    }

    private StaleRowException stale(E entity) {
        return new StaleRowException(label + ": the row that is there has been changed since read here, " + entity
                + " was not written; read again and repeat the change");
    }

    private StoreException leftOut(E entity) {
        return new StoreException(
                label + ": " + entity + " was not written, and neither was anything else: a trigger or a rule of "
                        + type.table() + " leaves it out, or puts it elsewhere; let the trigger return the row",
                Reason.OTHER,
                null,
                false,
                null);
    }

    /**
     * Inserts a row unless one with the same key is there.
     *
     * @param entity the row
     * @param key the attributes of a unique key
     * @return whether it was inserted
     */
    public Mono<Boolean> insertIfAbsent(E entity, List<Attribute> key) {
        return Mono.defer(() -> {
            RowPlan<E> plan = plan(List.of(entity));
            Insert insert = plan.insert(label, plan.groups().get(0), Conflict.ignore(key), false)
                    .asWhole();
            return engine.sessions()
                    .many(session -> session.insert(insert))
                    .count()
                    .map(rows -> rows > 0);
        });
    }

    /**
     * Inserts a row, or overwrites some attributes of the one with the same key.
     *
     * @param entity the row
     * @param key the attributes of a unique key
     * @param update the attributes to overwrite
     * @return the row as stored
     */
    public Mono<E> upsertByKey(E entity, List<Attribute> key, List<Attribute> update) {
        return Mono.defer(() -> {
            RowPlan<E> plan = plan(List.of(entity));
            Conflict conflict = Conflict.update(key, update.isEmpty() ? key : update);
            Insert insert = plan.insert(label, plan.groups().get(0), conflict, true);
            return engine.sessions()
                    .many(session -> session.insert(insert))
                    .collectList()
                    .flatMap(rows -> Written.of(engine, () -> type.instantiate(OneRow.of(label, rows))));
        });
    }

    /**
     * Answers the row with the same key, or inserts this one; of many at the same time one inserts, all get the row.
     *
     * @param entity the row
     * @param key the unique key; none for the id
     * @return the row as stored
     */
    public Mono<E> getOrCreate(E entity, List<Property<E, ?>> key) {
        return Mono.defer(() -> {
            List<Attribute> attributes = keys.resolve(key);
            RowPlan<E> plan = plan(List.of(entity));
            List<Object> values = keys.values(entity, attributes);
            Insert insert = plan.insert(label, plan.groups().get(0), Conflict.ignore(attributes), true)
                    .asWhole();
            Select select = Select.rows(label, Query.of(type).where(PredicateBuilder.keyEquals(attributes, values)));
            return attempt(insert, select, ATTEMPTS);
        });
    }

    private Mono<E> attempt(Insert insert, Select select, int left) {
        Mono<E> found = engine.sessions()
                .many(session -> session.select(select))
                .singleOrEmpty()
                .map(type::instantiate)
                .switchIfEmpty(
                        Mono.defer(() -> left > 1 ? attempt(insert, select, left - 1) : Mono.error(this::undecided)));
        return engine.sessions()
                .many(session -> session.insert(insert))
                .collectList()
                .flatMap(rows ->
                        rows.isEmpty() ? found : Written.of(engine, () -> type.instantiate(OneRow.of(label, rows))));
    }

    private StoreException undecided() {
        return new StoreException(
                label + ": a row with this key came and went " + ATTEMPTS + " times; try again",
                Reason.OTHER,
                null,
                true,
                null);
    }

    private RowPlan<E> plan(Collection<? extends E> entities) {
        RowPlan<E> plan = new RowPlan<>(type, engine.clock());
        entities.forEach(plan::add);
        return plan;
    }
}
