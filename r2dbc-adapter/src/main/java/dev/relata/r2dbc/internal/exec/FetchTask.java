package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.spi.StatementKind;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.util.context.ContextView;

/** One FETCH of a cursor, the first one together with its DECLARE. */
abstract class FetchTask<R> extends ConnectionTask {

    private final ServerCursor cursor;
    private final RowIntake<R> intake;
    private final int rows;
    private final boolean first;

    FetchTask(TransactionScope scope, ServerCursor cursor, RowIntake<R> intake, int rows) {
        super(scope, cursor.label());
        this.cursor = cursor;
        this.intake = intake;
        this.rows = rows;
        this.first = !cursor.open();
    }

    final ServerCursor cursor() {
        return cursor;
    }

    final RowIntake<R> intake() {
        return intake;
    }

    /** A cursor that is open is read even while an inner transaction is. */
    @Override
    final boolean passesInner() {
        return !first;
    }

    @Override
    final ContextView context() {
        return intake.subscription().context();
    }

    @Override
    final Mono<Void> work(ConnectionClient client) {
        return intake.interrupt().asked() ? Mono.empty() : run(client);
    }

    /** Sends it; ends when the connection is free. */
    abstract Mono<Void> run(ConnectionClient client);

    /** The exchange with the server, stoppable once {@code ready} has completed. */
    final Mono<Signal<Long>> exchange(ConnectionClient client, Mono<Void> ready) {
        intake.beginFetch();
        Mono<Long> answer = first ? declareAndFetch(client) : fetch(client);
        return Stoppable.run(client, intake.interrupt(), answer, ready, intake::begun);
    }

    // Both are sent at once. If DECLARE fails, its error is the one to tell.
    private Mono<Long> declareAndFetch(ConnectionClient client) {
        Mono<Signal<Long>> declare = client.update(cursor.declare()).materialize();
        return Mono.zip(
                        declare,
                        fetch(client).materialize(),
                        (declared, fetched) -> declared.isOnError() ? declared : fetched)
                .dematerialize();
    }

    private Mono<Long> fetch(ConnectionClient client) {
        return client.read(cursor.fetch(rows), StatementKind.FETCH, intake::receive);
    }

    final boolean succeeded(Signal<Long> end) {
        return end.hasValue() && !intake.interrupt().asked();
    }

    /** Whether the cursor has no more rows. */
    final boolean exhausted(Signal<Long> end) {
        Long answered = end.get();
        return answered != null && answered < rows;
    }

    /** Tells the subscription why there are no more rows. */
    final void fail(Signal<Long> end) {
        Throwable failure = intake.failure();
        Throwable error = end.getThrowable();
        if (failure != null) {
            intake.subscription().failed(failure);
        } else if (error != null) {
            intake.subscription().failed(Errors.statement(label(), error));
        }
    }

    @Override
    final void refuse(RelataException reason) {
        intake.subscription().failed(reason);
    }
}
