package dev.relata.test.internal.memory;

import dev.relata.metamodel.EnumLabels;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How values are compared and copied: as a database does, not as Java's {@code equals} does. Stateless. */
final class MemoryValues {

    private MemoryValues() {}

    /** A stand-in that is equal for all values that the store holds equal. */
    static Object canonical(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros();
        }
        if (value instanceof Double number) {
            return number == 0 ? 0.0 : number;
        }
        if (value instanceof Float number) {
            return number == 0 ? 0f : number;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof ZonedDateTime time) {
            return time.toInstant();
        }
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof URI || value instanceof URL) {
            return value.toString();
        }
        return value.getClass().isArray() ? elements(value) : value;
    }

    private static List<@Nullable Object> elements(Object array) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            Object element = Array.get(array, i);
            elements.add(element == null ? null : canonical(element));
        }
        return elements;
    }

    static boolean same(Object one, Object other) {
        return canonical(one).equals(canonical(other));
    }

    /** Smaller, equal or larger; types without an order of their own go by their text. */
    static int compare(Object one, Object other) {
        if (one instanceof byte[] bytes && other instanceof byte[] others) {
            return Arrays.compareUnsigned(bytes, others);
        }
        if (one instanceof UUID) {
            return one.toString().compareTo(other.toString());
        }
        if (one instanceof Enum<?> constant && other instanceof Enum<?> otherConstant) {
            return EnumLabels.of(constant).compareTo(EnumLabels.of(otherConstant));
        }
        Object left = canonical(one);
        Object right = canonical(other);
        if (left instanceof Comparable<?>) {
            @SuppressWarnings("unchecked") // both are values of one attribute
            Comparable<Object> comparable = (Comparable<Object>) left;
            return comparable.compareTo(right);
        }
        return left.toString().compareTo(right.toString());
    }

    /** As {@link #compare}, also where one of two numbers was calculated and so is of another class. */
    static int compareMixed(Object one, Object other) {
        boolean numbers = one instanceof Number && other instanceof Number;
        if (!numbers || one.getClass() == other.getClass()) {
            return compare(one, other);
        }
        return MemoryValue.isFloating(one) || MemoryValue.isFloating(other)
                ? compare(((Number) one).doubleValue(), ((Number) other).doubleValue())
                : MemoryValue.decimal(one).compareTo(MemoryValue.decimal(other));
    }

    /** A copy of what could be changed by whoever holds it; other values are expected to be immutable. */
    static @Nullable Object copy(@Nullable Object value) {
        if (value == null || !value.getClass().isArray()) {
            return value;
        }
        int length = Array.getLength(value);
        Object copy = Array.newInstance(value.getClass().getComponentType(), length);
        for (int i = 0; i < length; i++) {
            Array.set(copy, i, copy(Array.get(value, i)));
        }
        return copy;
    }
}
