package dev.relata.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads related rows; owners under one key share them. */
final class RowsTask extends BranchTask {

    private final ColumnLayout layout;
    private final boolean leaf;
    private @Nullable List<Object>[] found = lists(0);
    private final List<GraphNode> all = new ArrayList<>();

    RowsTask(PlanBranch branch, List<GraphNode> owners) {
        super(branch, owners);
        this.layout = branch.layout();
        this.leaf = branch.isLeaf();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays cannot be generic; this one is never seen from outside
    private static @Nullable List<Object>[] lists(int size) {
        return new List[size];
    }

    @Override
    void begin(int keys) {
        found = lists(keys);
    }

    @Override
    void place(int position, @Nullable Object[] row) {
        Object content = leaf ? layout.readLeaf(row) : layout.read(row);
        List<Object> list = found[position];
        if (list == null) {
            list = new ArrayList<>(4);
            found[position] = list;
        }
        list.add(content);
        if (content instanceof GraphNode node && goesOn(node) && !leaf) {
            all.add(node);
        }
    }

    @Override
    void finish() {
        // Lists of contents are seen as they are, and owners under one key share theirs.
        for (int i = 0; leaf && i < found.length; i++) {
            List<Object> list = found[i];
            found[i] = list == null ? null : List.copyOf(list);
        }
        List<GraphNode> owners = owners();
        for (int i = 0; i < owners.size(); i++) {
            List<Object> list = position(i) < 0 ? null : found[position(i)];
            fill(owners.get(i), list == null ? List.of() : list);
        }
        Arrays.fill(found, null);
    }

    @Override
    List<BranchTask> next() {
        return branch().target().tasks(all);
    }
}
