package dev.relata.r2dbc.internal.exec;

import io.r2dbc.spi.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The rows that a command answers; those of a write are held until it has succeeded. */
final class RowsAnswer<R> extends Answer {

    private final FluxSink<R> sink;
    private final Function<? super Row, ? extends R> reader;
    private final List<R> held = new ArrayList<>();
    private volatile boolean begun;
    private volatile @Nullable Throwable failure;

    RowsAnswer(Command command, FluxSink<R> sink, Function<? super Row, ? extends R> reader) {
        super(command);
        this.sink = sink;
        this.reader = reader;
    }

    @Override
    Mono<Long> send(ConnectionClient client) {
        return client.read(command(), ConnectionClient.kind(command()), this::receive);
    }

    // The driver's answer must be drained to its end, so an exception may not reach it.
    private void receive(Row row) {
        begun = true;
        if (failure != null || interrupt().asked()) {
            return;
        }
        try {
            show(Objects.requireNonNull(reader.apply(row), "the row reader answered null"));
        } catch (RuntimeException | LinkageError error) {
            failure = error;
            stop();
        }
    }

    /** A write goes on to its end, so that what is known of it is. */
    private void stop() {
        if (command().kind() != Command.Kind.WRITE) {
            interrupt().ask();
        }
    }

    private void show(R value) {
        if (command().kind() != Command.Kind.WRITE) {
            push(value);
        } else {
            held.add(value);
        }
    }

    private void push(R value) {
        FluxSink<R> unused = sink.next(value);
    }

    @Override
    boolean begun() {
        return begun;
    }

    @Override
    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    void succeed(long rows) {
        held.forEach(this::push);
        sink.complete();
    }

    @Override
    void fail(Throwable error) {
        sink.error(error);
    }

    @Override
    ContextView context() {
        return sink.contextView();
    }
}
