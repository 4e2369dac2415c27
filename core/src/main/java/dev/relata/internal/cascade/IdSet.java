package dev.relata.internal.cascade;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ids as they were read from the store, each once, in the order in which they came. Ids that Java tells apart may be equal to
 * the store, but one stored row is read the same each time.
 */
final class IdSet {

    private final List<List<Object>> ids = new ArrayList<>();
    private final Set<Key> known = new HashSet<>();

    /** Compares arrays by what they hold. */
    private record Key(List<Object> id) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.deepEquals(id.toArray(), key.id.toArray());
        }

        @Override
        public int hashCode() {
            return Arrays.deepHashCode(id.toArray());
        }
    }

    /** Answers whether it is new. */
    boolean add(List<Object> id) {
        return known.add(new Key(id)) && ids.add(id);
    }

    List<List<Object>> ids() {
        return ids;
    }
}
