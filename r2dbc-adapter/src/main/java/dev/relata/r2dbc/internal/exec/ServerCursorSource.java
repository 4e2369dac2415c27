package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.spi.stream.CursorSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one cursor by tasks on a connection queue. */
final class ServerCursorSource implements CursorSource {

    /** Makes the answer to the next fetch. */
    @FunctionalInterface
    interface Fetches {
        Answer next(Completion stop, int rows);
    }

    private final ConnectionQueue queue;
    private final Fetches fetches;
    private final Function<Answer, StatementTask> fetching;
    private final Consumer<ConnectionTask> submit;
    private final ConnectionTask closing;
    private final Completion stop = new Completion();
    private @Nullable StatementTask current;

    /**
     * Creates a port.
     *
     * @param fetches makes the answer to one fetch
     * @param fetching makes its task
     * @param submit queues it, behind the opening of its transaction
     * @param closing ends the cursor if its subscriber leaves early
     */
    ServerCursorSource(
            ConnectionQueue queue,
            Fetches fetches,
            Function<Answer, StatementTask> fetching,
            Consumer<ConnectionTask> submit,
            ConnectionTask closing) {
        this.queue = queue;
        this.fetches = fetches;
        this.fetching = fetching;
        this.submit = submit;
        this.closing = closing;
    }

    @Override
    public void fetch(int rows) {
        current = fetching.apply(fetches.next(stop, rows));
        submit.accept(current);
    }

    @Override
    public void cancel() {
        stop.complete();
        StatementTask pending = current;
        if (pending != null) {
            queue.withdraw(pending);
            queue.submit(closing);
        }
    }
}
