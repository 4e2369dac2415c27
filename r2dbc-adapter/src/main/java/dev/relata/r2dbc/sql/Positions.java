package dev.relata.r2dbc.sql;

import dev.relata.spi.KeyBatch;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the position of an owner by the key that the database has answered with: for types whose values Java and PostgreSQL
 * agree on, the integers and UUIDs. Immutable.
 */
public final class Positions {

    private final Map<Object, Integer> byKey;

    private Positions(Map<Object, Integer> byKey) {
        this.byKey = byKey;
    }

    /** The positions of keys of one value each, or null where one is there twice. */
    static @Nullable Positions of(KeyBatch batch) {
        int size = batch.keys().size();
        Map<Object, Integer> byKey = new HashMap<>(size * 2);
        for (int i = 0; i < size; i++) {
            if (byKey.put(widened(batch.keys().get(i).get(0)), i) != null) {
                return null;
            }
        }
        return new Positions(byKey);
    }

    private static Object widened(Object value) {
        return value instanceof Number number && !(value instanceof Long) ? (Object) number.longValue() : value;
    }

    /**
     * Puts the owner's position in the place of its key.
     *
     * @param row a row whose first value is the key
     * @return the same row
     */
    public @Nullable Object[] placed(@Nullable Object[] row) {
        Integer position = byKey.get(row[0]);
        if (position == null) {
            throw new IllegalStateException(
                    "the database answered a row for the key " + row[0] + ", which was not asked");
        }
        row[0] = position;
        return row;
    }
}
