package dev.relata.fetch;

import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out a plan for some roots, a level at a time; one subscription's. */
final class Loading {

    private final Session session;
    private List<Task> level;
    private boolean failed;

    private Loading(Session session, List<Task> level) {
        this.session = session;
        this.level = level;
    }

    /** Reads everything that the shape has for the nodes; answers whether a row could not be read, or is not allowed. */
    static Mono<Boolean> of(Session session, Shape shape, List<Node> nodes) {
        return Mono.defer(() -> new Loading(session, shape.tasks(nodes)).run());
    }

    private Mono<Boolean> run() {
        // A loop and not a chain: a recursion has as many levels as its rows are deep.
        return Mono.defer(this::step).repeat(() -> !level.isEmpty()).then(Mono.fromSupplier(() -> failed));
    }

    private Mono<Void> step() {
        List<Task> tasks = level;
        return Flux.fromIterable(Batch.of(tasks))
                .concatMap(batch -> batch.load(session), 0)
                .then(Mono.fromRunnable(() -> level = next(tasks)));
    }

    private List<Task> next(List<Task> tasks) {
        List<Task> next = new ArrayList<>();
        for (Task task : tasks) {
            failed |= task.failed();
            next.addAll(task.next());
        }
        return next;
    }
}
