package dev.relata.internal.explain;

import dev.relata.metamodel.Attribute;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongFunction;

/**
 * Makes keys that stand for those of rows which have not been read: of the right types, and no two of them equal. Those of several
 * components differ in the last one alone, as the keys of one tenant do. Stateless.
 */
public final class StandInKeys {

    /** No number that a user is likely to have written. */
    private static final long FIRST = -1_907_220_113L;

    private static final Map<Class<?>, LongFunction<Object>> VALUES = Map.ofEntries(
            Map.entry(Long.class, number -> FIRST + number),
            Map.entry(Integer.class, number -> (int) (FIRST + number)),
            Map.entry(Short.class, number -> (short) (-20_113 + number)),
            Map.entry(Byte.class, number -> (byte) (-113 + number)),
            Map.entry(String.class, number -> "key " + number),
            Map.entry(UUID.class, number -> new UUID(0, FIRST + number)),
            Map.entry(BigDecimal.class, number -> BigDecimal.valueOf(FIRST + number)),
            Map.entry(BigInteger.class, number -> BigInteger.valueOf(FIRST + number)),
            Map.entry(Double.class, number -> (double) (FIRST + number)),
            Map.entry(Float.class, number -> (float) (-20_113 + number)),
            Map.entry(Boolean.class, number -> number % 2 == 0),
            Map.entry(Character.class, number -> (char) ('a' + number)),
            Map.entry(LocalDate.class, number -> LocalDate.EPOCH.plusDays(number)),
            Map.entry(LocalTime.class, number -> LocalTime.MIN.plusMinutes(number)),
            Map.entry(
                    LocalDateTime.class,
                    number -> LocalDate.EPOCH.plusDays(number).atStartOfDay()),
            Map.entry(Instant.class, number -> Instant.EPOCH.plusSeconds(number)),
            Map.entry(
                    OffsetDateTime.class,
                    number -> Instant.EPOCH.plusSeconds(number).atOffset(ZoneOffset.UTC)));

    private StandInKeys() {}

    /**
     * Makes keys.
     *
     * @param attributes the components of a key
     * @param number how many keys
     * @return the keys
     */
    public static List<List<Object>> of(List<Attribute> attributes, int number) {
        List<List<Object>> keys = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            List<Object> key = new ArrayList<>();
            for (int part = 0; part < attributes.size(); part++) {
                boolean last = part == attributes.size() - 1;
                key.add(value(attributes.get(part).valueClass(), last ? i : 0));
            }
            keys.add(key);
        }
        return keys;
    }

    private static Object value(Class<?> type, int number) {
        Object[] constants = type.getEnumConstants();
        if (constants != null && constants.length > 0) {
            return constants[number % constants.length];
        }
        return VALUES.getOrDefault(type, any -> new Object()).apply(number);
    }
}
