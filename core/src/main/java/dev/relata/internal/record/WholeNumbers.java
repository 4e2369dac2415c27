package dev.relata.internal.record;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whole numbers of Java's four sizes, as values of another size that holds them. Stateless. */
public final class WholeNumbers {

    private record Range(long least, long most) {}

    private static final Map<Class<?>, Range> RANGES = Map.of(
            Byte.class, new Range(Byte.MIN_VALUE, Byte.MAX_VALUE),
            Short.class, new Range(Short.MIN_VALUE, Short.MAX_VALUE),
            Integer.class, new Range(Integer.MIN_VALUE, Integer.MAX_VALUE),
            Long.class, new Range(Long.MIN_VALUE, Long.MAX_VALUE));

    private WholeNumbers() {}

    /** Whether values of a class, boxed, are whole numbers of one of the sizes. */
    public static boolean holds(Class<?> type) {
        return RANGES.containsKey(type);
    }

    /** Whether a value is a whole number, and a class one of another size. */
    public static boolean converts(Class<?> type, Object value) {
        return holds(type) && holds(value.getClass()) && type != value.getClass();
    }

    /** Returns a whole number in the size of a class, or null where that does not hold it. */
    public static @Nullable Object as(Class<?> type, Number value) {
        Range range = RANGES.get(type);
        long number = value.longValue();
        if (range == null || number < range.least() || number > range.most()) {
            return null;
        }
        if (type == Long.class) {
            return number;
        }
        if (type == Integer.class) {
            return (int) number;
        }
        return type == Short.class ? (Object) (short) number : (Object) (byte) number;
    }

    /** Writes what a class holds, for messages. */
    public static String range(Class<?> type) {
        Range range = RANGES.get(type);
        return range == null ? "" : "from " + range.least() + " to " + range.most();
    }
}
