package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.connection.ConnectionSource;
import dev.relata.r2dbc.internal.exec.connection.CopyUnavailableException;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.spi.stream.CursorFlux;
import dev.relata.spi.stream.CursorSource;
import dev.relata.spi.stream.CursorSubscription;
import io.r2dbc.spi.Row;
import java.nio.ByteBuffer;
import java.util.function.Function;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs commands, either each on a connection of its own or all on the connection of a transaction. All publishers are cold: each
 * subscription sends the command once more.
 *
 * <p>Thread-safe; on one connection commands run one after another in the order of their subscription. A cancel stops the
 * statement on the server, and the connection is free again (or closed) as soon as it has ended there. Errors are those of
 * {@code dev.relata.error}.
 */
public abstract class SqlSession {

    private final ConnectionSource connections;

    SqlSession(ConnectionSource connections) {
        this.connections = connections;
    }

    /** Whether it is known what the server can do, on which the text of statements depends. */
    public final boolean isServerKnown() {
        return connections.serverCheck().isKnown();
    }

    /** Returns what the server can do. */
    public final ServerProfile server() {
        return connections.serverCheck().profile();
    }

    /**
     * Finds out what the server can do, over a connection that goes back before this completes; a cancel waits for that.
     *
     * @param label the request that waits for it
     * @return completes when it is known
     */
    public final Mono<Void> findServer(String label) {
        return Mono.defer(() -> connections
                .open(label)
                .flatMap(client -> client.isLent() ? Mono.<Void>empty() : client.release())
                .cache());
    }

    /**
     * Runs a statement and emits its rows in the order of the answer.
     *
     * <p>The answer is drained whole as it arrives, what was not requested into a buffer, so the connection is free whatever the demand. Rows of a
     * read are emitted as they arrive, those of a write when it has succeeded.
     *
     * @param command the command to send
     * @param reader makes the value of a row while the row is readable; an exception ends this flux with it
     * @param <R> the type of the values
     * @return the rows
     */
    public final <R> Flux<R> rows(Command command, Function<? super Row, ? extends R> reader) {
        return new RowsFlux<>(rows -> start(new RowsAnswer<>(command, reader, rows), rows::onCancel));
    }

    /**
     * Runs a statement and emits the number of rows that it changed.
     *
     * @param command the command to send
     * @return the number, exactly one
     */
    public final Mono<Long> update(Command command) {
        return count(command, client -> client.update(command));
    }

    /**
     * Sends a COPY … FROM STDIN with its data and emits the number of rows that were stored.
     *
     * @param command the COPY, without values
     * @param data all of its data, complete: nothing is waited for while the COPY runs
     * @return the number; {@link CopyUnavailableException} if the connection is none of r2dbc-postgresql's
     */
    public final Mono<Long> copy(Command command, ByteBuffer data) {
        return count(command, client -> client.copy(command, data));
    }

    private Mono<Long> count(Command command, Function<ConnectionClient, Mono<Long>> sending) {
        return Mono.create(sink -> start(new CountAnswer(command, sending, sink), sink::onCancel));
    }

    /**
     * Streams the rows of a SELECT of any size through a binary cursor, with backpressure.
     *
     * <p>Every FETCH is drained whole; the next one is sent when half of the last has been delivered, and only with demand
     * outstanding. So rows received minus rows delivered is at most two fetches at every {@code onNext}, and between
     * fetches the connection is free for others. Outside a transaction the cursor has a connection and one snapshot of its
     * own; inside one it does not see rows written after it opened. The order is that of the SELECT.
     *
     * @param select the command to send; one SELECT
     * @param options how much each FETCH asks for
     * @param reader makes the value of a row while the row is readable; an exception ends this flux with it
     * @param <R> the type of the values
     * @return the rows
     */
    public final <R> Flux<R> cursor(Command select, CursorOptions options, Function<? super Row, ? extends R> reader) {
        return cursor(select, options, new RowByRow<R>(reader, options.rowBytes()));
    }

    /**
     * Streams the rows of a SELECT as {@link #cursor(Command, CursorOptions, Function)} does, of which one row of the answer may hold
     * many.
     *
     * @param select the command to send; one SELECT
     * @param options how much each FETCH asks for
     * @param reader reads the rows, for one subscription
     * @param <R> the type of the values
     * @return the rows
     */
    public final <R> Flux<R> cursor(Command select, CursorOptions options, AnswerReader<R> reader) {
        return new CursorFlux<>(options::size, subscription -> open(select, reader, subscription));
    }

    /** Queues the task of a command, and ties it to the cancel of its subscriber. */
    abstract void start(Answer answer, Function<Disposable, ?> onCancel);

    abstract <R> CursorSource open(Command select, AnswerReader<R> reader, CursorSubscription<R> subscription);
}
