package dev.relata.r2dbc.internal.exec;

import dev.relata.spi.stream.CursorFlux;
import io.r2dbc.spi.Row;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/** A transaction as its users see it: a scope on a connection queue. */
final class Transaction implements SqlTransaction {

    private final TransactionScope scope;
    private final Ending ending;

    Transaction(TransactionScope scope) {
        this.scope = scope;
        this.ending = new Ending(scope);
    }

    @Override
    public <R> Flux<R> rows(Command command, Function<? super Row, ? extends R> reader) {
        return Flux.push(
                sink -> StatementTask.start(
                        new GuardedTask(scope, new RowsAnswer<>(command, sink, reader)), sink::onCancel),
                FluxSink.OverflowStrategy.BUFFER);
    }

    @Override
    public Mono<Long> update(Command command) {
        return Mono.create(
                sink -> StatementTask.start(new GuardedTask(scope, new CountAnswer(command, sink)), sink::onCancel));
    }

    @Override
    public Mono<Long> copy(Command command, byte[] data) {
        return Mono.create(sink ->
                StatementTask.start(new GuardedTask(scope, new CopyAnswer(command, data, sink)), sink::onCancel));
    }

    @Override
    public <R> Flux<R> cursor(Command select, CursorOptions options, Function<? super Row, ? extends R> reader) {
        return new CursorFlux<>(
                options::size,
                subscription -> new CursorPort<>(
                        scope, false, select, new RowIntake<>(reader, options.rowBytes(), subscription)));
    }

    @Override
    public Mono<SqlTransaction> nested() {
        return Mono.fromSupplier(() -> new Transaction(new TransactionScope(scope.queue(), scope)));
    }

    @Override
    public Mono<Void> commit() {
        return Mono.defer(ending::commit);
    }

    @Override
    public Mono<Void> rollback() {
        return Mono.defer(ending::rollback);
    }
}
