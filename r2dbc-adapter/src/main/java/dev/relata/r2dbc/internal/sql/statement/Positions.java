package dev.relata.r2dbc.internal.sql.statement;

import dev.relata.spi.KeyBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells the position of an owner, or of a row that was written, by the key that the database has answered with: for types
 * whose values Java and PostgreSQL agree on, the integers and UUIDs. For one answer; not thread-safe.
 */
public final class Positions {

    private final Function<@Nullable Object[], @Nullable Integer> ofRow;

    private Positions(Function<@Nullable Object[], @Nullable Integer> ofRow) {
        this.ofRow = ofRow;
    }

    /** The positions that a function finds in rows; null if a row has none. */
    public static Positions of(Function<@Nullable Object[], @Nullable Integer> ofRow) {
        return new Positions(ofRow);
    }

    private static Positions byKey(ToIntFunction<@Nullable Object> byKey) {
        return new Positions(row -> {
            int position = byKey.applyAsInt(row[0]);
            if (position == LongHashIndex.NONE) {
                throw new IllegalStateException(
                        "the database answered a row for the key " + row[0] + ", which was not asked");
            }
            return position;
        });
    }

    /** The positions of keys of one value each, or null if one is there twice. */
    public static @Nullable Positions of(KeyBatch batch) {
        return batch.keys().get(0).get(0) instanceof Number ? ofIntegers(batch) : ofOthers(batch);
    }

    private static @Nullable Positions ofIntegers(KeyBatch batch) {
        int size = batch.keys().size();
        LongHashIndex byKey = new LongHashIndex(size);
        for (int i = 0; i < size; i++) {
            if (!byKey.add(((Number) batch.keys().get(i).get(0)).longValue(), i)) {
                return null;
            }
        }
        return byKey(key -> key instanceof Number known ? byKey.position(known.longValue()) : LongHashIndex.NONE);
    }

    private static @Nullable Positions ofOthers(KeyBatch batch) {
        int size = batch.keys().size();
        Map<Object, Integer> byKey = new HashMap<>(size * 2);
        for (int i = 0; i < size; i++) {
            if (byKey.put(batch.keys().get(i).get(0), i) != null) {
                return null;
            }
        }
        return byKey(key -> byKey.getOrDefault(key, LongHashIndex.NONE));
    }

    /**
     * Puts the position in the place of the first value.
     *
     * @param row a row
     * @return the same row
     */
    public @Nullable Object[] placed(@Nullable Object[] row) {
        row[0] = ofRow.apply(row);
        return row;
    }
}
