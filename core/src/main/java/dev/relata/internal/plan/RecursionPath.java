package dev.relata.internal.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one row's recursion has reached so far. One subscription's. */
final class RecursionPath {

    private final Set<StoredKey> seen = new HashSet<>();
    private final Map<StoredKey, GraphNode> level = new HashMap<>();
    private int depth;

    RecursionPath(@Nullable StoredKey start) {
        if (start != null) {
            seen.add(start);
        }
    }

    /** The row that came up at this depth already, or null. */
    @Nullable
    GraphNode at(int reached, StoredKey id) {
        if (reached != depth) {
            depth = reached;
            level.clear();
        }
        return level.get(id);
    }

    /** Notes a row of the present depth; answers whether it is new to the recursion. */
    boolean add(StoredKey id, GraphNode node) {
        level.put(id, node);
        return seen.add(id);
    }
}
