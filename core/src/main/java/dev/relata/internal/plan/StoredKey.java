package dev.relata.internal.plan;

import dev.relata.metamodel.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a key that was read from the store, compared so that equal values of any type are one. Keys that Java
 * tells apart may be equal to the store, never the other way round, so they are only ever used to ask for less.
 */
record StoredKey(List<Object> values) {

    /** The key without its nullness, or null where a component is null. */
    static @Nullable StoredKey of(RowProjection content, Object row, List<Attribute> key) {
        if (key.size() == 1) {
            Object only = content.value(row, key.get(0));
            return only == null ? null : new StoredKey(List.of(only));
        }
        Object[] values = new Object[key.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = content.value(row, key.get(i));
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return new StoredKey(List.of(values));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredKey key
                && (isOne() && key.isOne()
                        ? Objects.deepEquals(values.get(0), key.values.get(0))
                        : Arrays.deepEquals(values.toArray(), key.values.toArray()));
    }

    @Override
    public int hashCode() {
        boolean plain = isOne() && !values.get(0).getClass().isArray();
        return plain ? 31 + values.get(0).hashCode() : Arrays.deepHashCode(values.toArray());
    }

    private boolean isOne() {
        return values.size() == 1;
    }
}
