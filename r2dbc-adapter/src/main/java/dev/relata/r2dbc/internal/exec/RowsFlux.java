package dev.relata.r2dbc.internal.exec;

import java.util.function.Consumer;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** The rows of one answer: each subscription sends the statement. */
final class RowsFlux<R> extends Flux<R> {

    private final Consumer<RowsSubscription<R>> start;

    RowsFlux(Consumer<RowsSubscription<R>> start) {
        this.start = start;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        RowsSubscription<R> rows = new RowsSubscription<>(actual);
        actual.onSubscribe(rows);
        start.accept(rows);
    }
}
