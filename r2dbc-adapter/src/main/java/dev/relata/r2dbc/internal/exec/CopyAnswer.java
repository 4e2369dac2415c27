package dev.relata.r2dbc.internal.exec;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.util.context.ContextView;

/** The number of rows that a COPY stored. */
final class CopyAnswer extends Answer {

    private final byte[] data;
    private final MonoSink<Long> sink;

    CopyAnswer(Command command, byte[] data, MonoSink<Long> sink) {
        super(command);
        this.data = data;
        this.sink = sink;
    }

    @Override
    Mono<Long> send(ConnectionClient client) {
        return client.copy(command(), data);
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
