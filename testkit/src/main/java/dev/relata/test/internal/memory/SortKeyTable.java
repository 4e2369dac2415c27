package dev.relata.test.internal.memory;

import dev.relata.error.InvalidCursorException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Texts that stand for sorted values. Values in memory may be of any type, so a text is only a number under which the value is
 * kept, once for all values that are equal, as long as the store lives. Thread-safe.
 */
final class SortKeyTable {

    private final Map<Object, String> keys = new ConcurrentHashMap<>();
    private final Map<String, Object> values = new ConcurrentHashMap<>();
    private final AtomicLong next = new AtomicLong();

    String of(Object value) {
        return keys.computeIfAbsent(MemoryValues.canonical(value), any -> {
            String key = Long.toString(next.getAndIncrement());
            values.put(key, value);
            return key;
        });
    }

    Object value(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw foreign();
        }
        return value;
    }

    /** Returns the error of a key that stands for no value, or for one of another type. */
    static InvalidCursorException foreign() {
        return new InvalidCursorException(
                "the cursor is of another store in memory, or of one that is gone; begin again from the first page");
    }
}
