package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.spi.StatementKind;
import io.r2dbc.spi.Row;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.Context;

/**
 * The rows of one statement as its driver gives them by demand, taken in parts: one part at a time, each asked for when the one before is over.
 * Used by the tasks of one queue.
 */
final class DriverRows implements CoreSubscriber<Integer> {

    private final Command select;
    private volatile @Nullable Subscription subscription;
    private final AtomicReference<@Nullable MonoSink<Long>> part = new AtomicReference<>();
    private volatile ToIntFunction<? super Row> each = row -> 1;
    private volatile boolean over;
    private long wanted;
    private long received;

    DriverRows(Command select) {
        this.select = select;
    }

    Command select() {
        return select;
    }

    /** Whether the statement was sent. */
    boolean begun() {
        return subscription != null || over;
    }

    /**
     * Takes the next part; the first one sends the statement.
     *
     * @param rows the most rows of the part
     * @param reader reads each of them
     * @return the number of rows, fewer than were asked for behind the last one
     */
    Mono<Long> next(ConnectionClient client, int rows, ToIntFunction<? super Row> reader) {
        Mono<Long> next = Mono.create(sink -> take(client, rows, reader, sink));
        Command told = begun() ? new Command(select.label(), select.sql(), List.of(), StatementKind.FETCH) : select;
        return client.reported(told, client.apart(next));
    }

    private void take(ConnectionClient client, int rows, ToIntFunction<? super Row> reader, MonoSink<Long> sink) {
        each = reader;
        wanted = rows;
        received = 0;
        part.set(sink);
        Subscription open = subscription;
        if (over) {
            end(null);
        } else if (open == null) {
            client.rows(select, row -> each.applyAsInt(row)).subscribe(this);
        } else {
            open.request(rows);
        }
    }

    /** Asks for no further row, and ends the part under way. */
    void close() {
        over = true;
        Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
        end(null);
    }

    @Override
    public Context currentContext() {
        MonoSink<Long> waiting = part.get();
        return waiting == null ? Context.empty() : Context.of(waiting.contextView());
    }

    @Override
    public void onSubscribe(Subscription opened) {
        subscription = opened;
        opened.request(wanted);
    }

    @Override
    public void onNext(Integer held) {
        received++;
        if (received == wanted) {
            end(null);
        }
    }

    @Override
    public void onError(Throwable error) {
        over = true;
        end(error);
    }

    @Override
    public void onComplete() {
        over = true;
        end(null);
    }

    private void end(@Nullable Throwable error) {
        MonoSink<Long> waiting = part.getAndSet(null);
        if (waiting == null) {
            return;
        }
        if (error == null) {
            waiting.success(received);
        } else {
            waiting.error(error);
        }
    }
}
