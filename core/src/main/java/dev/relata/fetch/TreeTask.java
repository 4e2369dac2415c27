package dev.relata.fetch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one step of a relation of a type to itself. Of each root, a row is followed once: where it comes up again further
 * away it is shown, and nothing is read below it.
 */
final class TreeTask extends Task {

    private final List<Trail> trails;
    private final int depth;
    private List<List<@Nullable Object[]>> found = List.of();
    private final List<Node> all = new ArrayList<>();
    private final List<Node> onward = new ArrayList<>();
    private final List<Trail> onwardTrails = new ArrayList<>();

    private TreeTask(Branch branch, List<Node> owners, List<Trail> trails, int depth) {
        super(branch, owners);
        this.trails = trails;
        this.depth = depth;
    }

    static TreeTask begin(Branch branch, List<Node> owners) {
        List<Trail> trails = new ArrayList<>(owners.size());
        for (Node owner : owners) {
            trails.add(new Trail(id(branch, owner)));
        }
        return new TreeTask(branch, owners, trails, 1);
    }

    private static @Nullable RowKey id(Branch branch, Node node) {
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
            Node owner = owners().get(i);
            List<Node> nodes = new ArrayList<>();
            if (position(i) >= 0) {
                for (@Nullable Object[] row : found.get(position(i))) {
                    nodes.add(reach(row, trails.get(i)));
                }
            }
            fill(owner, nodes);
        }
        found = List.of();
    }

    private Node reach(@Nullable Object[] row, Trail trail) {
        Node node = branch().layout().read(row);
        if (!goesOn(node)) {
            return node;
        }
        RowKey id = id(branch(), node);
        if (id == null) {
            throw new IllegalStateException("a stored row has an id");
        }
        Node known = trail.at(depth, id);
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
    private Branch step() {
        return branch().target().branches().get(0);
    }

    @Override
    List<Task> next() {
        List<Task> next = new ArrayList<>(branch().target().tasks(all));
        if (branch().goesOn(depth) && !onward.isEmpty()) {
            next.add(new TreeTask(step(), onward, onwardTrails, depth + 1));
        }
        return next;
    }
}
