package dev.relata.internal.plan;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the failures in graphs, which may share rows and be deeper than the stack. Used up to the first failure. */
final class GraphFailures {

    private final Set<GraphNode> whole = Collections.newSetFromMap(new IdentityHashMap<>());

    /** A failure of the row or of one below it, or null. */
    @Nullable
    RuntimeException in(GraphNode root) {
        Deque<GraphNode> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            GraphNode node = open.pop();
            if (node.failure() != null) {
                return node.failure();
            }
            if (whole.add(node)) {
                node.eachBelow(open::push);
            }
        }
        return null;
    }
}
