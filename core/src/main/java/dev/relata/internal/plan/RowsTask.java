package dev.relata.internal.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads related rows; owners under one key share them. */
final class RowsTask extends BranchTask {

    private @Nullable List<GraphNode>[] found = lists(0);
    private final List<GraphNode> all = new ArrayList<>();

    RowsTask(PlanBranch branch, List<GraphNode> owners) {
        super(branch, owners);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays cannot be generic; this one is never seen from outside
    private static @Nullable List<GraphNode>[] lists(int size) {
        return new List[size];
    }

    @Override
    void begin(int keys) {
        found = lists(keys);
    }

    @Override
    void place(int position, @Nullable Object[] row) {
        GraphNode node = branch().layout().read(row);
        List<GraphNode> list = found[position];
        if (list == null) {
            list = new ArrayList<>(4);
            found[position] = list;
        }
        list.add(node);
        if (goesOn(node)) {
            all.add(node);
        }
    }

    @Override
    void finish() {
        List<GraphNode> owners = owners();
        for (int i = 0; i < owners.size(); i++) {
            List<GraphNode> list = position(i) < 0 ? null : found[position(i)];
            fill(owners.get(i), list == null ? List.of() : list);
        }
        Arrays.fill(found, null);
    }

    @Override
    List<BranchTask> next() {
        return branch().target().tasks(all);
    }
}
