package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.spi.stream.FetchReceiver;
import io.r2dbc.spi.Row;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** One part of the rows that a driver gives by demand. */
final class PartAnswer<R> extends Answer {

    private final DriverRows rows;
    private final AnswerReader<R> reader;
    private final FetchReceiver<R> receiver;
    private final int asked;
    private final boolean first;

    /**
     * Creates an answer.
     *
     * @param most the rows to ask for
     */
    PartAnswer(DriverRows rows, AnswerReader<R> reader, FetchReceiver<R> receiver, Completion stop, int most) {
        super(rows.select(), stop);
        this.rows = rows;
        this.reader = reader;
        this.receiver = receiver;
        this.asked = most;
        this.first = !rows.begun();
    }

    @Override
    Mono<Long> send(ConnectionClient client) {
        return rows.next(client, asked, this::receive);
    }

    @Override
    int read(Row row) {
        return reader.read(row, receiver::row, stop()::happened);
    }

    @Override
    boolean passesInner() {
        return !first;
    }

    @Override
    @Nullable
    String closing(long count) {
        if (count == asked) {
            return null;
        }
        rows.close();
        return "";
    }

    @Override
    @Nullable
    String abandoning(boolean undone) {
        rows.close();
        return null;
    }

    @Override
    void succeed(long count) {
        receiver.fetched(count < asked);
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
