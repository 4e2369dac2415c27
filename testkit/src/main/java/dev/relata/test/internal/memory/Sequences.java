package dev.relata.test.internal.memory;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the store gives to attributes that it fills itself; like a database's, ids are not given back. Thread-safe. */
final class Sequences {

    private final Map<String, Supplier<?>> defaults;
    private final Map<String, AtomicLong> counters = new ConcurrentHashMap<>();

    /** One with values of the user's own, by table and component. */
    Sequences(Map<String, Supplier<?>> defaults) {
        this.defaults = Map.copyOf(defaults);
    }

    @Nullable
    Object next(EntityType<?> type, Attribute attribute) {
        Supplier<?> given = defaults.get(name(type, attribute));
        if (given != null) {
            return given.get();
        }
        boolean isId = type.id().contains(attribute);
        Class<?> valueClass = attribute.valueClass();
        if (isId && valueClass == Long.class) {
            return counter(type, attribute).incrementAndGet();
        }
        if (isId && (valueClass == Integer.class || valueClass == Short.class)) {
            return attribute.fitted(counter(type, attribute).incrementAndGet());
        }
        return isId && valueClass == UUID.class ? UUID.randomUUID() : null;
    }

    /** Whether it was said what the attribute gets. */
    boolean fills(EntityType<?> type, Attribute attribute) {
        return defaults.containsKey(name(type, attribute));
    }

    /** Notes a value that was given, so that it is not given again. */
    void taken(EntityType<?> type, Attribute attribute, Object value) {
        if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            counter(type, attribute).accumulateAndGet(((Number) value).longValue(), Math::max);
        }
    }

    private AtomicLong counter(EntityType<?> type, Attribute attribute) {
        return counters.computeIfAbsent(name(type, attribute), any -> new AtomicLong());
    }

    static String name(EntityType<?> type, Attribute attribute) {
        return type.javaType().getName() + "." + attribute.name();
    }
}
