package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.ConnectionSource;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ServerCursor;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import dev.relata.spi.stream.CursorSource;
import dev.relata.spi.stream.CursorSubscription;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/** Each command on a connection of its own. */
final class AutocommitSession extends SqlSession {

    private final ConnectionSource connections;
    private final SqlClientOptions options;

    AutocommitSession(ConnectionSource connections, SqlClientOptions options) {
        super(connections);
        this.connections = connections;
        this.options = options;
    }

    @Override
    void start(Answer answer, Function<Disposable, ?> onCancel) {
        ConnectionQueue queue = queue(null);
        new AutocommitTask(queue.root(), answer).start(queue, queue::submit, onCancel);
    }

    @Override
    <R> CursorSource open(Command select, AnswerReader<R> reader, CursorSubscription<R> subscription) {
        String begin = connections.serverCheck().forms().beginSnapshot(options.streamIdle());
        ConnectionQueue queue = queue(begin + reader.settings());
        TransactionScope scope = queue.root();
        return new ServerCursorSource(
                queue,
                fetches(scope, select, reader, subscription),
                answer -> new SnapshotTask(scope, answer),
                queue::submit,
                new SnapshotCloseTask(scope, select.label()));
    }

    private <R> ServerCursorSource.Fetches fetches(
            TransactionScope scope, Command select, AnswerReader<R> reader, CursorSubscription<R> subscription) {
        if (connections.serverCheck().forms().hasCursors()) {
            ServerCursor cursor = new ServerCursor(scope, select);
            return (stop, rows) -> new FetchAnswer<>(cursor, reader, subscription, stop, rows);
        }
        DriverRows driver = new DriverRows(select);
        return (stop, rows) -> new PartAnswer<>(driver, reader, subscription, stop, rows);
    }

    private ConnectionQueue queue(@Nullable String begin) {
        return new ConnectionQueue(connections, begin, options.outerWait());
    }
}
