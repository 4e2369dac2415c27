package dev.relata.r2dbc.sql;

import dev.relata.spi.KeyBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells the position of an owner by the key that the database has answered with: for types whose values Java and PostgreSQL
 * agree on, the integers and UUIDs. Immutable.
 */
public final class Positions {

    private final ToIntFunction<@Nullable Object> byKey;

    private Positions(ToIntFunction<@Nullable Object> byKey) {
        this.byKey = byKey;
    }

    /** The positions of keys of one value each, or null where one is there twice. */
    static @Nullable Positions of(KeyBatch batch) {
        return batch.keys().get(0).get(0) instanceof Number ? ofIntegers(batch) : ofOthers(batch);
    }

    private static @Nullable Positions ofIntegers(KeyBatch batch) {
        int size = batch.keys().size();
        LongTable byKey = new LongTable(size);
        for (int i = 0; i < size; i++) {
            if (!byKey.add(((Number) batch.keys().get(i).get(0)).longValue(), i)) {
                return null;
            }
        }
        return new Positions(key -> key instanceof Long known ? byKey.position(known) : LongTable.NONE);
    }

    private static @Nullable Positions ofOthers(KeyBatch batch) {
        int size = batch.keys().size();
        Map<Object, Integer> byKey = new HashMap<>(size * 2);
        for (int i = 0; i < size; i++) {
            if (byKey.put(batch.keys().get(i).get(0), i) != null) {
                return null;
            }
        }
        return new Positions(key -> byKey.getOrDefault(key, LongTable.NONE));
    }

    /**
     * Puts the owner's position in the place of its key.
     *
     * @param row a row whose first value is the key
     * @return the same row
     */
    public @Nullable Object[] placed(@Nullable Object[] row) {
        int position = byKey.applyAsInt(row[0]);
        if (position == LongTable.NONE) {
            throw new IllegalStateException(
                    "the database answered a row for the key " + row[0] + ", which was not asked");
        }
        row[0] = position;
        return row;
    }
}
