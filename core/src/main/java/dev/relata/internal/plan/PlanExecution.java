package dev.relata.internal.plan;

import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out a plan for some roots, a level at a time; one subscription's. */
final class PlanExecution {

    private final Session session;
    private List<BranchTask> level;
    private boolean failed;

    private PlanExecution(Session session, List<BranchTask> level) {
        this.session = session;
        this.level = level;
    }

    /** Reads everything that the shape has for the nodes; answers whether a row could not be read, or is not allowed. */
    static Mono<Boolean> of(Session session, PlanShape shape, List<GraphNode> nodes) {
        return Mono.defer(() -> new PlanExecution(session, shape.tasks(nodes)).run());
    }

    private Mono<Boolean> run() {
        // A loop and not a chain: a recursion has as many levels as its rows are deep.
        return Mono.defer(this::step).repeat(() -> !level.isEmpty()).then(Mono.fromSupplier(() -> failed));
    }

    private Mono<Void> step() {
        List<BranchTask> tasks = level;
        return Flux.fromIterable(LevelBatch.of(tasks))
                .concatMap(batch -> batch.load(session), 0)
                .then(Mono.fromRunnable(() -> level = next(tasks)));
    }

    private List<BranchTask> next(List<BranchTask> tasks) {
        List<BranchTask> next = new ArrayList<>();
        for (BranchTask task : tasks) {
            failed |= task.failed();
            next.addAll(task.next());
        }
        return next;
    }
}
