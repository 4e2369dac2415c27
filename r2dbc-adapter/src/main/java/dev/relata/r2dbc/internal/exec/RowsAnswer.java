package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.spi.StatementKind;
import io.r2dbc.spi.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The rows of a command; those of a write are held until it has succeeded. */
final class RowsAnswer<R> extends Answer {

    private final FluxSink<R> sink;
    private final Function<? super Row, ? extends R> reader;
    private final List<R> held = new ArrayList<>();

    RowsAnswer(Command command, Function<? super Row, ? extends R> reader, FluxSink<R> sink) {
        super(command, new Completion());
        this.sink = sink;
        this.reader = reader;
    }

    @Override
    Mono<Long> send(ConnectionClient client) {
        return client.read(command(), this::receive);
    }

    @Override
    void read(Row row) {
        R value = Objects.requireNonNull(reader.apply(row), "the row reader answered null");
        if (command().kind() == StatementKind.WRITE) {
            held.add(value);
        } else {
            emit(value);
        }
    }

    private void emit(R value) {
        FluxSink<R> unused = sink.next(value);
    }

    @Override
    void succeed(long rows) {
        held.forEach(this::emit);
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
