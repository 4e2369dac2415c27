package dev.relata.r2dbc.internal.exec;

import dev.relata.error.TransactionException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.scheduler.Schedulers;

/**
 * Finds statements of an outer transaction that wait for an inner one which does nothing: most likely its pipeline waits
 * for them. Looks only while something waits.
 */
final class InnerWatch {

    private final ConnectionQueue queue;
    private final Duration patience;
    private final AtomicBoolean watching = new AtomicBoolean();

    InnerWatch(ConnectionQueue queue, Duration patience) {
        this.queue = queue;
        this.patience = patience;
    }

    void start() {
        if (watching.compareAndSet(false, true)) {
            lookLater(patience.toNanos());
        }
    }

    private void lookLater(long nanos) {
        Schedulers.parallel().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        List<ConnectionTask> stalled = queue.takeStalled(System.nanoTime() - patience.toNanos());
        stalled.forEach(task -> task.refuse(explain(task)));
        watching.set(false);
        if (queue.anyOuterWaits() && watching.compareAndSet(false, true)) {
            lookLater(patience.toNanos() / 4);
        }
    }

    private TransactionException explain(ConnectionTask task) {
        return new TransactionException(task.label() + ": waited " + patience
                + " for an inner transaction on the same connection that does nothing meanwhile; its pipeline seems to wait"
                + " for this statement of the outer one. Run the statement before or after the inner transaction, or"
                + " inside it");
    }
}
