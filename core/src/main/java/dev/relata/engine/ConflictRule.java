package dev.relata.engine;

import dev.relata.model.Attribute;
import dev.relata.model.Attribute.Generation;
import dev.relata.model.EntityType;
import dev.relata.model.Property;
import dev.relata.query.OnConflict;
import dev.relata.query.OnConflict.Policy;
import dev.relata.spi.Conflict;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of rows of one type that are there already, resolved against the model. Immutable. */
final class ConflictRule<E> {

    private final EntityType<E> type;
    private final UniqueKeys<E> keys;
    private final Policy policy;
    private final List<Attribute> key;
    private final boolean named;

    private ConflictRule(EntityType<E> type, UniqueKeys<E> keys, OnConflict<E> conflict) {
        this.type = type;
        this.keys = keys;
        this.policy = conflict.policy();
        this.named = !conflict.key().isEmpty();
        boolean any = policy == Policy.ERROR || policy == Policy.IGNORE && !named;
        this.key = any ? List.of() : keys.resolve(conflict.key());
    }

    @SuppressWarnings("unchecked") // the properties of a supertype are none of the record's, and refused as such
    static <E> ConflictRule<E> of(UniqueKeys<E> keys, EntityType<E> type, OnConflict<? super E> conflict) {
        return new ConflictRule<>(
                type, keys, new OnConflict<>(conflict.policy(), (List<Property<E, ?>>) (List<?>) conflict.key()));
    }

    /** Overwrites rows with the same key; without properties, with the same id. */
    static <E> ConflictRule<E> update(UniqueKeys<E> keys, EntityType<E> type, List<Property<E, ?>> key) {
        return new ConflictRule<>(type, keys, new OnConflict<>(Policy.UPDATE, key));
    }

    /** Whether rows are answered by position: none is left out, none comes twice. */
    boolean byPosition(RowPlan.Group group) {
        return of(group).policy() == Conflict.Policy.ERROR;
    }

    /** The key by which rows are there already; empty for any. */
    List<Attribute> key() {
        return key;
    }

    boolean overwrites() {
        return policy == Policy.UPDATE;
    }

    /** Whether rows of different groups can be in each other's way without our knowing. */
    boolean ordered() {
        return policy == Policy.IGNORE && key.isEmpty();
    }

    /** The policy for rows that give the same attributes; a key that they do not give cannot be there already. */
    Conflict of(RowPlan.Group group) {
        boolean given = group.columns().containsAll(key);
        return switch (policy) {
            case ERROR -> Conflict.error();
            case IGNORE -> given ? Conflict.ignore(key) : Conflict.error();
            case UPDATE -> given ? Conflict.update(key, overwritten(group)) : Conflict.error();
        };
    }

    private List<Attribute> overwritten(RowPlan.Group group) {
        List<Attribute> update = group.columns().stream()
                .filter(attribute -> !key.contains(attribute) && !type.id().contains(attribute))
                .filter(attribute -> attribute.generation() != Generation.CREATED_AT)
                .toList();
        return update.isEmpty() ? key : update;
    }

    /** Each row of a chunk once by its key: the last under UPDATE, the first under IGNORE. */
    Collection<E> distinct(List<E> chunk) {
        if (key.isEmpty()) {
            return chunk;
        }
        Map<Object, E> distinct = new LinkedHashMap<>();
        for (E entity : chunk) {
            Object identity = identity(entity);
            if (policy == Policy.UPDATE) {
                distinct.remove(identity);
            }
            distinct.putIfAbsent(identity, entity);
        }
        return distinct.values();
    }

    private Object identity(E entity) {
        if (named && policy == Policy.UPDATE) {
            return KeyIdentity.of(keys.values(entity, key));
        }
        Object identity = KeyIdentity.of(type, entity, key);
        return identity == null ? new Object() : identity;
    }

    /** The attributes by which an answered row is told to be one that was given; null where there are none. */
    @Nullable
    List<Attribute> matches(RowPlan.Group group) {
        if (!key.isEmpty()) {
            return key;
        }
        return group.columns().containsAll(type.id()) ? type.id() : uniqueIn(group);
    }

    private @Nullable List<Attribute> uniqueIn(RowPlan.Group group) {
        return type.uniqueKeys().stream()
                .filter(unique -> group.columns().containsAll(unique))
                .filter(unique -> unique.stream().noneMatch(Attribute::nullable))
                .findFirst()
                .orElse(null);
    }
}
