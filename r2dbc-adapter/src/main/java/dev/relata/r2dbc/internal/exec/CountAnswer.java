package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import io.r2dbc.spi.Row;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.ContextView;

/** The number of rows that a command has written. */
final class CountAnswer extends Answer {

    private final Function<ConnectionClient, Mono<Long>> sending;
    private final MonoSink<Long> sink;

    CountAnswer(Command command, Function<ConnectionClient, Mono<Long>> sending, MonoSink<Long> sink) {
        super(command, new Completion());
        this.sending = sending;
        this.sink = sink;
    }

    @Override
    Mono<Long> send(ConnectionClient client) {
        return sending.apply(client);
    }

    @Override
    int read(Row row) {
        throw new IllegalStateException("a command that is counted has no rows");
    }

    @Override
    void succeed(long rows) {
        sink.success(rows);
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
