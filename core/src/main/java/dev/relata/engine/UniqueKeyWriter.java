package dev.relata.engine;

import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.error.StaleRowException;
import dev.relata.error.StoreException;
import dev.relata.model.Attribute;
import dev.relata.model.Attribute.Generation;
import dev.relata.model.EntityType;
import dev.relata.model.Property;
import dev.relata.model.RelationshipType;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes that depend on whether a row with the same unique key is there already. Immutable, thread-safe; cold.
 *
 * @param <E> the record
 */
public final class UniqueKeyWriter<E> {

    private static final int CHUNK = 2048;
    /** A row that is there when it is inserted and gone when it is read was deleted between; seldom twice in a row. */
    private static final int ATTEMPTS = 5;

    private final Engine engine;
    private final EntityType<E> type;
    private final String label;

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
            List<Attribute> attributes = key(key);
            if (!key.isEmpty()) {
                keyValues(entity, attributes);
            }
            RowPlan<E> plan = plan(List.of(entity));
            RowPlan.Group group = plan.groups().get(0);
            Insert insert = plan.insert(label, group, conflict(group, attributes), true);
            return engine.sessions()
                    .many(session -> session.insert(insert))
                    .collectList()
                    .map(rows -> written(rows, entity));
        });
    }

    /** A row that is there in another version is left alone. */
    private E written(List<@Nullable Object[]> rows, E entity) {
        if (rows.isEmpty() && type.version().isPresent()) {
            throw new StaleRowException(
                    label + ": the " + type.name() + " that is there has been changed since read here, " + entity
                            + " was not written; read again and repeat the change");
        }
        return type.instantiate(rows.get(0));
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
            Insert insert = plan.insert(label, plan.groups().get(0), Conflict.ignore(key), false);
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
                    .map(rows -> type.instantiate(rows.get(0)));
        });
    }

    /**
     * Inserts rows, or overwrites those with the same id, whole or not at all; of two with one id the last wins.
     *
     * @param entities the rows
     * @return how many rows were written
     */
    public Mono<Long> upsertMany(Publisher<? extends E> entities) {
        return engine.sessions()
                .atomically(session -> Flux.from(entities)
                        .<E>cast(type.javaType())
                        .buffer(CHUNK)
                        .concatMap(chunk -> upsertChunk(session, plan(lastOfEach(chunk))), 0)
                        .reduce(0L, Long::sum));
    }

    private Mono<Long> upsertChunk(Session session, RowPlan<E> plan) {
        return Flux.fromIterable(plan.groups())
                .concatMap(group -> session.insert(plan.insert(label, group, conflict(group, type.id()), false)))
                .count()
                .doOnNext(rows -> checkWritten(plan.size(), rows));
    }

    private void checkWritten(int given, long rows) {
        if (rows < given && type.version().isPresent()) {
            throw new StaleRowException(label + ": " + (given - rows) + " of " + given + " rows have been changed since"
                    + " read here, nothing was written; read again and repeat the change");
        }
    }

    private Collection<E> lastOfEach(List<E> chunk) {
        Map<Object, E> byId = new LinkedHashMap<>();
        for (E entity : chunk) {
            List<Object> id = Predicates.complete(Ids.of(type, entity));
            byId.put(id == null ? new Object() : id, entity);
        }
        return byId.values();
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
            List<Attribute> attributes = key(key);
            RowPlan<E> plan = plan(List.of(entity));
            List<Object> values = keyValues(entity, attributes);
            Insert insert = plan.insert(label, plan.groups().get(0), Conflict.ignore(attributes), true);
            Select select = Select.rows(label, Query.of(type).where(Predicates.keyEquals(attributes, values)));
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
                .flatMap(rows -> rows.isEmpty() ? found : Mono.just(type.instantiate(rows.get(0))));
    }

    private StoreException undecided() {
        return new StoreException(
                label + ": a row with this key came and went " + ATTEMPTS + " times; try again", null, true, null);
    }

    private List<Object> keyValues(E entity, List<Attribute> key) {
        List<Object> values = new ArrayList<>();
        for (Attribute attribute : key) {
            Object value = type.value(entity, attribute);
            if (value == null) {
                throw new RefusedException(label + ": " + attribute.qualifiedName()
                        + " is null, and a null is equal to nothing: give the key a value");
            }
            values.add(value);
        }
        return values;
    }

    private Conflict conflict(RowPlan.Group group, List<Attribute> key) {
        if (!group.columns().containsAll(key)) {
            return Conflict.error();
        }
        List<Attribute> update = group.columns().stream()
                .filter(attribute -> !key.contains(attribute) && !type.id().contains(attribute))
                .filter(attribute -> attribute.generation() != Generation.CREATED_AT)
                .toList();
        return Conflict.update(key, update.isEmpty() ? key : update);
    }

    /** The attributes of a key that the model knows to be unique. */
    private List<Attribute> key(List<Property<E, ?>> properties) {
        if (properties.isEmpty()) {
            return type.id();
        }
        List<Attribute> key = properties.stream()
                .map(property -> engine.model().attribute(type, property))
                .toList();
        if (!unique(type, Set.copyOf(key))) {
            throw new ModelException(List.of(label + ": "
                    + names(key)
                    + " is not a unique key: annotate with @Unique, or use the id or one of "
                    + type.uniqueKeys().stream().map(UniqueKeyWriter::names).toList()));
        }
        return key;
    }

    private static List<String> names(List<Attribute> key) {
        return key.stream().map(Attribute::qualifiedName).toList();
    }

    private boolean unique(EntityType<?> candidate, Set<Attribute> key) {
        boolean declared = key.equals(Set.copyOf(candidate.id()))
                || candidate.uniqueKeys().stream().map(Set::copyOf).anyMatch(key::equals);
        return declared
                || engine.model().relationships().stream().anyMatch(relationship -> oneToOne(relationship, key));
    }

    private boolean oneToOne(RelationshipType<?, ?> relationship, Set<Attribute> key) {
        List<Attribute> held = switch (relationship.kind()) {
            case ONE_TO_ONE -> relationship.owner() == type ? relationship.ownerKey() : List.of();
            case HAS_ONE -> relationship.target() == type ? relationship.targetKey() : List.of();
            default -> List.of();
        };
        return key.equals(Set.copyOf(held));
    }

    private RowPlan<E> plan(Collection<? extends E> entities) {
        RowPlan<E> plan = new RowPlan<>(type, engine.clock());
        entities.forEach(plan::add);
        return plan;
    }
}
