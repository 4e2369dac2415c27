package dev.relata.fetch;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one row's recursion has reached so far. One subscription's. */
final class Trail {

    private final Set<RowKey> seen = new HashSet<>();
    private final Map<RowKey, Node> level = new HashMap<>();
    private int depth;

    Trail(@Nullable RowKey start) {
        if (start != null) {
            seen.add(start);
        }
    }

    /** The row that came up at this depth already, or null. */
    @Nullable
    Node at(int reached, RowKey id) {
        if (reached != depth) {
            depth = reached;
            level.clear();
        }
        return level.get(id);
    }

    /** Notes a row of the present depth; answers whether it is new to the recursion. */
    boolean add(RowKey id, Node node) {
        level.put(id, node);
        return seen.add(id);
    }
}
