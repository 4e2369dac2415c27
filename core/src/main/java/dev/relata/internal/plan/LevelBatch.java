package dev.relata.internal.plan;

import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The tasks of one level that one request answers. One subscription's. */
final class LevelBatch {

    private final PlanBranch branch;
    private final List<BranchTask> tasks = new ArrayList<>();

    private LevelBatch(PlanBranch branch) {
        this.branch = branch;
    }

    static List<LevelBatch> of(List<BranchTask> tasks) {
        List<LevelBatch> batches = new ArrayList<>();
        for (BranchTask task : tasks) {
            LevelBatch batch = batches.stream()
                    .filter(one -> one.branch.asksTheSameAs(task.branch()))
                    .findFirst()
                    .orElse(null);
            if (batch == null) {
                batch = new LevelBatch(task.branch());
                batches.add(batch);
            }
            batch.tasks.add(task);
        }
        return batches;
    }

    /** Reads and places all rows; without keys nothing is sent. */
    Mono<Void> load(Session session) {
        return Mono.defer(() -> {
            OwnerKeys keys = new OwnerKeys();
            tasks.forEach(task -> task.ask(keys));
            tasks.forEach(task -> task.begin(keys.values().size()));
            // Not doOnNext and then: an operator that ignores rows looks up the context of each, to discard it.
            Mono<LevelBatch> rows = keys.values().isEmpty() || branch.matchesNothing()
                    ? Mono.empty()
                    : session.select(branch.select(keys.values())).collect(() -> this, LevelBatch::place);
            return rows.then(Mono.fromRunnable(() -> tasks.forEach(BranchTask::finish)));
        });
    }

    private void place(@Nullable Object[] row) {
        if (!(row[0] instanceof Integer position)) {
            throw new IllegalStateException("a batch is answered with the owner's position first");
        }
        for (int i = 0; i < tasks.size(); i++) {
            tasks.get(i).place(position, row);
        }
    }
}
