package dev.relata.metamodel;

import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.Attribute.Size;
import dev.relata.metamodel.Attribute.Writability;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Types of a model with one more column, the tenant, which comes first in their id and in each of their unique keys. No component of the
 * record holds it: a store that speaks of these types gives it to every request. Thread-safe.
 */
public final class TenantTypes {

    /** The column's name. */
    public static final String COLUMN = "tenant";

    private final Map<EntityType<?>, EntityType<?>> types = new ConcurrentHashMap<>();

    /** Returns a type with its tenant. */
    public EntityType<?> of(EntityType<?> type) {
        return types.computeIfAbsent(type, TenantTypes::withTenant);
    }

    /** Returns the tenant of a type that has one. */
    public static Attribute tenant(EntityType<?> type) {
        return type.attribute(COLUMN);
    }

    private static <E> EntityType<E> withTenant(EntityType<E> type) {
        Attribute tenant = new Attribute(
                type.name(),
                COLUMN,
                COLUMN,
                long.class,
                null,
                Size.DEFAULT,
                null,
                false,
                Generation.NONE,
                Writability.ON_INSERT,
                type.attributes().size(),
                long.class,
                null);
        List<Attribute> attributes = new ArrayList<>(type.attributes());
        attributes.add(tenant);
        return new EntityType<>(
                type.javaType(),
                type.name(),
                type.table(),
                attributes,
                type.id().isEmpty() ? List.of() : before(tenant, type.id()),
                type.uniqueKeys().stream().map(key -> before(tenant, key)).toList(),
                type.defaultOrder(),
                null,
                type.idArray().orElse(null),
                false,
                type.readOnly(),
                type.plainRecord(),
                Distribution.by(tenant));
    }

    /** Returns a list with one more element at its beginning. */
    public static <T> List<T> before(T first, List<? extends T> others) {
        List<T> all = new ArrayList<>(others.size() + 1);
        all.add(first);
        all.addAll(others);
        return all;
    }
}
