package dev.relata.internal.plan;

import dev.relata.spi.Unreadable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what is computed over related rows; an owner that the answer leaves out has none. */
final class AggregateTask extends BranchTask {

    private @Nullable Object[] values = new @Nullable Object[0];

    AggregateTask(PlanBranch branch, List<GraphNode> owners) {
        super(branch, owners);
    }

    @Override
    void begin(int keys) {
        values = new @Nullable Object[keys];
    }

    @Override
    void place(int position, @Nullable Object[] row) {
        RuntimeException unreadable = Unreadable.of(row);
        if (unreadable != null) {
            throw unreadable;
        }
        values[position] = row[1];
    }

    @Override
    void finish() {
        for (int i = 0; i < owners().size(); i++) {
            Object value = position(i) < 0 ? null : branch().toValue(values[position(i)]);
            owners().get(i).compute(branch(), value == null ? branch().ofNothing() : value);
        }
    }

    @Override
    List<BranchTask> next() {
        return List.of();
    }
}
