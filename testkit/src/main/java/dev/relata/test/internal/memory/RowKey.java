package dev.relata.test.internal.memory;

import dev.relata.metamodel.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some values of a row, equal where the store holds them equal. Immutable. */
record RowKey(List<Object> parts) {

    /** The key of a row; null where a part is null. */
    static @Nullable RowKey of(@Nullable Object[] row, List<Attribute> attributes) {
        List<Object> parts = new ArrayList<>(attributes.size());
        for (Attribute attribute : attributes) {
            Object value = row[attribute.index()];
            if (value == null) {
                return null;
            }
            parts.add(Values.canonical(value));
        }
        return new RowKey(parts);
    }

    /** The key of given values. */
    static RowKey of(List<Object> values) {
        return new RowKey(values.stream().map(Values::canonical).toList());
    }
}
