package dev.relata.r2dbc.internal.exec;

import dev.relata.spi.stream.CursorFlux;
import io.r2dbc.spi.Row;
import java.time.Duration;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** Each command on a connection of its own. */
final class DirectSession implements SqlSession {

    private static final String SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    private final Connector connector;
    private final Duration outerWait;

    DirectSession(Connector connector, Duration outerWait) {
        this.connector = connector;
        this.outerWait = outerWait;
    }

    @Override
    public <R> Flux<R> rows(Command command, Function<? super Row, ? extends R> reader) {
        return Flux.push(
                sink -> StatementTask.start(
                        new DirectTask(queue(), new RowsAnswer<>(command, sink, reader)), sink::onCancel),
                FluxSink.OverflowStrategy.BUFFER);
    }

    @Override
    public Mono<Long> update(Command command) {
        return Mono.create(
                sink -> StatementTask.start(new DirectTask(queue(), new CountAnswer(command, sink)), sink::onCancel));
    }

    @Override
    public Mono<Long> copy(Command command, byte[] data) {
        return Mono.create(sink ->
                StatementTask.start(new DirectTask(queue(), new CopyAnswer(command, data, sink)), sink::onCancel));
    }

    @Override
    public <R> Flux<R> cursor(Command select, CursorOptions options, Function<? super Row, ? extends R> reader) {
        return new CursorFlux<>(options::size, subscription -> {
            TransactionScope own = new ConnectionQueue(connector, SNAPSHOT, outerWait).root();
            return new CursorPort<>(own, true, select, new RowIntake<>(reader, options.rowBytes(), subscription));
        });
    }

    private TransactionScope queue() {
        return new ConnectionQueue(connector, null, outerWait).root();
    }
}
