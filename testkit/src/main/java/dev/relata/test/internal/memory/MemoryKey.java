package dev.relata.test.internal.memory;

import dev.relata.metamodel.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some values of a row, equal where the store holds them equal. Immutable. */
record MemoryKey(List<Object> parts) {

    /** The key of a row; null where a part is null. */
    static @Nullable MemoryKey of(@Nullable Object[] row, List<Attribute> attributes) {
        List<Object> parts = new ArrayList<>(attributes.size());
        for (Attribute attribute : attributes) {
            Object value = row[attribute.index()];
            if (value == null) {
                return null;
            }
            parts.add(MemoryValues.canonical(value));
        }
        return new MemoryKey(parts);
    }

    /** The key of given values. */
    static MemoryKey of(List<Object> values) {
        return new MemoryKey(values.stream().map(MemoryValues::canonical).toList());
    }
}
