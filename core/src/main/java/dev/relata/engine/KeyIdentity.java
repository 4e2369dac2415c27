package dev.relata.engine;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys that are equal in Java where the database is bound to find them equal too. */
final class KeyIdentity {

    private KeyIdentity() {}

    static List<Object> of(List<Object> values) {
        return values.stream().map(KeyIdentity::part).toList();
    }

    /** Null where a part is: such a key is equal to none. */
    static <E> @Nullable List<Object> of(EntityType<E> type, E entity, List<Attribute> key) {
        List<Object> parts = new ArrayList<>(key.size());
        for (Attribute attribute : key) {
            Object value = type.value(entity, attribute);
            if (value == null) {
                return null;
            }
            parts.add(part(value));
        }
        return parts;
    }

    private static Object part(Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros();
        }
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }
}
