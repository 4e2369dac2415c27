package dev.relata.internal.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one step of a relation of a type to itself. Of each root, a row is followed once: where it comes up again further
 * away it is shown, and nothing is read below it.
 */
final class TreeTask extends BranchTask {

    private final List<RecursionPath> trails;
    private final int depth;
    private List<List<@Nullable Object[]>> found = List.of();
    private final List<GraphNode> all = new ArrayList<>();
    private final List<GraphNode> onward = new ArrayList<>();
    private final List<RecursionPath> onwardTrails = new ArrayList<>();

    private TreeTask(PlanBranch branch, List<GraphNode> owners, List<RecursionPath> trails, int depth) {
        super(branch, owners);
        this.trails = trails;
        this.depth = depth;
    }

    static TreeTask begin(PlanBranch branch, List<GraphNode> owners) {
        List<RecursionPath> trails = new ArrayList<>(owners.size());
        for (GraphNode owner : owners) {
            trails.add(new RecursionPath(id(branch, owner)));
        }
        return new TreeTask(branch, owners, trails, 1);
    }

    private static @Nullable StoredKey id(PlanBranch branch, GraphNode node) {
        return node.key(branch.target().type().id());
    }

    @Override
    void begin(int keys) {
        found = new ArrayList<>(keys);
        for (int i = 0; i < keys; i++) {
            found.add(new ArrayList<>());
        }
    }

    @Override
    void place(int position, @Nullable Object[] row) {
        found.get(position).add(row);
    }

    @Override
    void finish() {
        for (int i = 0; i < owners().size(); i++) {
            GraphNode owner = owners().get(i);
            List<GraphNode> nodes = new ArrayList<>();
            if (position(i) >= 0) {
                for (@Nullable Object[] row : found.get(position(i))) {
                    nodes.add(reach(row, trails.get(i)));
                }
            }
            fill(owner, nodes);
        }
        found = List.of();
    }

    private GraphNode reach(@Nullable Object[] row, RecursionPath trail) {
        GraphNode node = branch().layout().read(row);
        if (!goesOn(node)) {
            return node;
        }
        StoredKey id = id(branch(), node);
        if (id == null) {
            throw new IllegalStateException("a stored row has an id");
        }
        GraphNode known = trail.at(depth, id);
        if (known != null) {
            return known;
        }
        all.add(node);
        if (trail.add(id, node)) {
            onward.add(node);
            onwardTrails.add(trail);
        } else {
            node.repeat();
            node.fill(step(), List.of());
        }
        return node;
    }

    /** The branch of the target's shape that goes on. */
    private PlanBranch step() {
        return branch().target().branches().get(0);
    }

    @Override
    List<BranchTask> next() {
        List<BranchTask> next = new ArrayList<>(branch().target().tasks(all));
        if (branch().goesOn(depth) && !onward.isEmpty()) {
            next.add(new TreeTask(step(), onward, onwardTrails, depth + 1));
        }
        return next;
    }
}
