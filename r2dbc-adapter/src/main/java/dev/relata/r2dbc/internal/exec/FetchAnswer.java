package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ServerCursor;
import dev.relata.spi.stream.FetchReceiver;
import dev.relata.spi.stream.FetchSize;
import io.r2dbc.spi.Row;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.context.ContextView;

/** The rows of one FETCH of a cursor; the first FETCH is sent together with its DECLARE. */
final class FetchAnswer<R> extends Answer {

    /** A quarter of the largest fetch: smaller parts cost more statements, larger ones more waiting. */
    private static final int PART = 1024;

    private final ServerCursor cursor;
    private final AnswerReader<R> reader;
    private final FetchReceiver<R> receiver;
    private final int asked;
    private final int part;
    private final boolean first;

    /**
     * Creates an answer.
     *
     * @param rows the rows to ask for, of which one row of the server may hold many
     */
    FetchAnswer(ServerCursor cursor, AnswerReader<R> reader, FetchReceiver<R> receiver, Completion stop, int rows) {
        super(cursor.select(), stop);
        this.cursor = cursor;
        this.reader = reader;
        this.receiver = receiver;
        this.asked = reader.answers(rows);
        this.part = Math.max(1, Math.min(asked, asked * PART / Math.max(rows, PART)));
        this.first = !cursor.open();
    }

    @Override
    Mono<Long> send(ConnectionClient client) {
        return first ? declareAndFetch(client) : fetch(client);
    }

    // Both are sent at once. If DECLARE fails, its error is the one to report.
    private Mono<Long> declareAndFetch(ConnectionClient client) {
        Mono<Signal<Long>> declare = client.update(cursor.declare()).materialize();
        return Mono.zip(
                        declare,
                        fetch(client).materialize(),
                        (declared, fetched) -> declared.isOnError() ? declared : fetched)
                .dematerialize();
    }

    private Mono<Long> fetch(ConnectionClient client) {
        return client.read(cursor.fetch(asked, part), this::receive);
    }

    @Override
    int read(Row row) {
        FetchSize size = receiver.fetchSize();
        int bytes = size.wantsSample() ? reader.bytes(row) : -1;
        if (bytes >= 0) {
            size.sample(bytes);
        }
        return reader.read(row, receiver::row, stop()::happened);
    }

    /** A cursor that is open is read even while an inner transaction is. */
    @Override
    boolean passesInner() {
        return !first;
    }

    @Override
    @Nullable
    String closing(long rows) {
        return rows < asked ? cursor.forget() : null;
    }

    /** A cursor that was opened behind a savepoint goes with it. */
    @Override
    @Nullable
    String abandoning(boolean undone) {
        String close = cursor.forget();
        return first && undone ? null : close;
    }

    @Override
    void succeed(long rows) {
        receiver.fetched(rows < asked);
    }

    @Override
    void fail(Throwable error) {
        receiver.failed(error);
    }

    @Override
    ContextView context() {
        return receiver.context();
    }
}
