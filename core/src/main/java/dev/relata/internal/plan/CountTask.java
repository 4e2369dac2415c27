package dev.relata.internal.plan;

import dev.relata.spi.Unreadable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how many rows are related; an owner that the answer leaves out has none. */
final class CountTask extends BranchTask {

    private long[] counts = new long[0];

    CountTask(PlanBranch branch, List<GraphNode> owners) {
        super(branch, owners);
    }

    @Override
    void begin(int keys) {
        counts = new long[keys];
    }

    @Override
    void place(int position, @Nullable Object[] row) {
        RuntimeException unreadable = Unreadable.of(row);
        if (unreadable != null) {
            throw unreadable;
        }
        counts[position] = row[1] instanceof Long count ? count : 0;
    }

    @Override
    void finish() {
        for (int i = 0; i < owners().size(); i++) {
            owners().get(i).fill(branch(), position(i) < 0 ? 0L : counts[position(i)]);
        }
    }

    @Override
    List<BranchTask> next() {
        return List.of();
    }
}
