package dev.relata.internal.resolve;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Sort keys of the values of {@link Sample}: the class and the text of each. */
public final class SortedValues {

    private static final Map<String, Function<String, Object>> TYPES = Map.of(
            "Long", Long::valueOf,
            "Integer", Integer::valueOf,
            "Boolean", Boolean::valueOf,
            "String", text -> text,
            "LocalDate", LocalDate::parse,
            "Instant", Instant::parse);

    private SortedValues() {}

    public static String key(Object value) {
        return value.getClass().getSimpleName() + ":" + value;
    }

    public static Object of(String key) {
        int colon = key.indexOf(':');
        return Objects.requireNonNull(TYPES.get(key.substring(0, colon)), key).apply(key.substring(colon + 1));
    }
}
