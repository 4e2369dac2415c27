package dev.relata.spi;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The keys that Java and every store compare alike, and their order: whole numbers by value, UUIDs by their bytes without a sign.
 * Of all other keys the store decides which are equal and how they sort. Stateless.
 */
public final class KeyOrder {

    private static final Set<Class<?>> AGREED = Set.of(Long.class, Integer.class, Short.class, Byte.class, UUID.class);

    private KeyOrder() {}

    /**
     * Tells whether values of a class are compared alike everywhere.
     *
     * @param valueClass the class, boxed
     * @return true of whole numbers and UUIDs
     */
    public static boolean agreed(Class<?> valueClass) {
        return AGREED.contains(valueClass);
    }

    /**
     * Compares two keys part by part.
     *
     * @param one a key, all parts of {@link #agreed} classes
     * @param other a key of the same attributes
     * @return negative, zero or positive, as of a {@link java.util.Comparator}
     */
    public static int compare(List<Object> one, List<Object> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compare(Object one, Object other) {
        if (one instanceof UUID first && other instanceof UUID second) {
            int high = Long.compareUnsigned(first.getMostSignificantBits(), second.getMostSignificantBits());
            return high != 0
                    ? high
                    : Long.compareUnsigned(first.getLeastSignificantBits(), second.getLeastSignificantBits());
        }
        return Long.compare(((Number) one).longValue(), ((Number) other).longValue());
    }
}
