package dev.relata.r2dbc.internal.exec.queue;

import dev.relata.error.TransactionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.scheduler.Schedulers;

/**
 * Fails statements of an outer transaction that wait for an inner one which does nothing: most likely its pipeline waits for
 * them. Has a timer only while something waits.
 */
final class InnerWatch {

    private final Duration patience;
    private final AtomicBoolean watching = new AtomicBoolean();

    InnerWatch(Duration patience) {
        this.patience = patience;
    }

    void start(ConnectionQueue queue) {
        if (watching.compareAndSet(false, true)) {
            lookLater(queue, patience.toNanos());
        }
    }

    private void lookLater(ConnectionQueue queue, long nanos) {
        Schedulers.parallel().schedule(() -> look(queue), nanos, TimeUnit.NANOSECONDS);
    }

    private void look(ConnectionQueue queue) {
        List<ConnectionTask> stalled = queue.takeStalled(System.nanoTime() - patience.toNanos());
        stalled.forEach(task -> task.refuse(explain(task)));
        watching.set(false);
        if (queue.anyOuterWaits() && watching.compareAndSet(false, true)) {
            lookLater(queue, patience.toNanos() / 4);
        }
    }

    private TransactionException explain(ConnectionTask task) {
        return new TransactionException(task.label() + ": waited " + patience
                + " for an inner transaction on the same connection that does nothing meanwhile; its pipeline seems to wait"
                + " for this statement of the outer one. Run the statement before or after the inner transaction, or"
                + " inside it");
    }
}
