package dev.relata.r2dbc.internal.exec;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.ContextView;

/** The number of rows that a command changed. */
final class CountAnswer extends Answer {

    private final MonoSink<Long> sink;

    CountAnswer(Command command, MonoSink<Long> sink) {
        super(command);
        this.sink = sink;
    }

    @Override
    Mono<Long> send(ConnectionClient client) {
        return client.update(command());
    }

    @Override
    boolean begun() {
        return false;
    }

    @Override
    @Nullable
    Throwable failure() {
        return null;
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
