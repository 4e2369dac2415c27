package dev.relata.r2dbc.internal.exec;

import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** A FETCH in the transaction that its cursor has for itself; the last one, or one that fails, ends that transaction. */
final class OwnFetchTask<R> extends FetchTask<R> {

    OwnFetchTask(TransactionScope level, ServerCursor cursor, RowIntake<R> intake, int rows) {
        super(level, cursor, intake, rows);
    }

    @Override
    Mono<Void> run(ConnectionClient wire) {
        List<String> begin = level().lane().takeBegin();
        Mono<Signal<Long>> exchange = exchange(wire, Mono.empty());
        Mono<Signal<Long>> all = begin.isEmpty()
                ? exchange
                : Mono.zip(
                        wire.control(label(), String.join("; ", begin)).materialize(),
                        exchange,
                        (begun, end) -> Guard.firstError(begun, end));
        return all.flatMap(end -> conclude(wire, end));
    }

    private Mono<Void> conclude(ConnectionClient wire, Signal<Long> end) {
        RootEnd root = new RootEnd(level().lane(), wire);
        if (!succeeded(end)) {
            return root.rollback(label()).then(Mono.fromRunnable(() -> ended(() -> fail(end))));
        }
        if (!exhausted(end)) {
            intake().subscription().fetched(false);
            return Mono.empty();
        }
        // All rows are here, and the transaction only read: its end cannot change the answer.
        return root.commit(label())
                .onErrorComplete()
                .then(Mono.fromRunnable(() -> ended(() -> {
                    intake().subscription().fetched(true);
                })));
    }

    private void ended(Runnable tell) {
        cursor().forget();
        level().lane().shut(level());
        tell.run();
    }
}
