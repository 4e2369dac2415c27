package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.ServerCursor;
import io.r2dbc.spi.Row;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One connection in a read-only transaction for several cursors, one after the other. The connection is taken with the first
 * command; it is given back by {@link #commit}, by {@link #cancel}, or with a command that fails.
 */
final class SnapshotConnection {

    private final ConnectionQueue queue;
    private final String label;
    private volatile @Nullable ConnectionTask pending;

    SnapshotConnection(ConnectionQueue queue, String label) {
        this.queue = queue;
        this.label = label;
    }

    /** The rows of a statement, after which the transaction goes on. */
    <R> Flux<R> rows(Command command, Function<? super Row, ? extends R> reader) {
        return new RowsFlux<>(rows -> new SnapshotTask(queue.root(), new RowsAnswer<>(command, reader, rows), true)
                .start(queue, queue::submit, rows::onCancel));
    }

    /** Takes the connection, and gives it back at once unless it is still of use; one that does not come is done without. */
    void join(BooleanSupplier used) {
        queue.submit(new JoinTask(queue.root(), label, used));
    }

    /** Makes a cursor, which is opened with its first FETCH. */
    ServerCursor cursor(Command select) {
        return new ServerCursor(queue.root(), select);
    }

    /** Queues one FETCH. */
    void fetch(FetchAnswer<?> answer) {
        ConnectionTask task = new SnapshotTask(queue.root(), answer, true);
        pending = task;
        queue.submit(task);
    }

    /** Rolls back after the command under way, which its own stop ends; one that waits is taken out. */
    void cancel() {
        ConnectionTask waiting = pending;
        if (waiting != null) {
            queue.withdraw(waiting);
        }
        queue.submit(new SnapshotCloseTask(queue.root(), label));
    }

    /** Rolls back as {@link #cancel} does; completes at once. */
    Mono<Void> cancelled() {
        return Mono.fromRunnable(this::cancel);
    }

    /** Ends the transaction; completes when the connection is given back, at once if it is already. */
    Mono<Void> commit() {
        return Mono.defer(() -> {
            Completion over = new Completion();
            commit(over::complete);
            return over.await();
        });
    }

    /** Ends the transaction, and then runs an action, also where it has ended already. */
    void commit(Runnable then) {
        queue.submit(new SnapshotCommitTask(queue.root(), label, then));
    }
}
