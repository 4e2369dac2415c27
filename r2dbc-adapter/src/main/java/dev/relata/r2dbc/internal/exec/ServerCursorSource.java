package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.ServerCursor;
import dev.relata.spi.stream.CursorSource;
import dev.relata.spi.stream.CursorSubscription;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one cursor by tasks on a connection queue. */
final class ServerCursorSource<R> implements CursorSource {

    private final ConnectionQueue queue;
    private final ServerCursor cursor;
    private final AnswerReader<R> reader;
    private final CursorSubscription<R> subscription;
    private final Function<Answer, StatementTask> fetching;
    private final Consumer<ConnectionTask> submit;
    private final ConnectionTask closing;
    private final Completion stop = new Completion();
    private @Nullable StatementTask current;

    /**
     * Creates a port.
     *
     * @param fetching makes the task of one FETCH
     * @param submit queues it, behind the opening of its transaction
     * @param closing ends the cursor if its subscriber leaves early
     */
    ServerCursorSource(
            ConnectionQueue queue,
            ServerCursor cursor,
            AnswerReader<R> reader,
            CursorSubscription<R> subscription,
            Function<Answer, StatementTask> fetching,
            Consumer<ConnectionTask> submit,
            ConnectionTask closing) {
        this.queue = queue;
        this.cursor = cursor;
        this.reader = reader;
        this.subscription = subscription;
        this.fetching = fetching;
        this.submit = submit;
        this.closing = closing;
    }

    @Override
    public void fetch(int rows) {
        current = fetching.apply(new FetchAnswer<>(cursor, reader, subscription, stop, rows));
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
