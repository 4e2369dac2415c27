package dev.relata.r2dbc.internal.exec;

import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** A FETCH in the transaction that its cursor has for itself; the last one, or one that fails, ends that transaction. */
final class OwnFetchTask<R> extends FetchTask<R> {

    OwnFetchTask(TransactionScope scope, ServerCursor cursor, RowIntake<R> intake, int rows) {
        super(scope, cursor, intake, rows);
    }

    @Override
    Mono<Void> run(ConnectionClient client) {
        List<String> begin = scope().queue().takeBegin();
        Mono<Signal<Long>> exchange = exchange(client, Mono.empty());
        Mono<Signal<Long>> all = begin.isEmpty()
                ? exchange
                : Mono.zip(
                        client.control(label(), String.join("; ", begin)).materialize(),
                        exchange,
                        (begun, end) -> Guard.firstError(begun, end));
        return all.flatMap(end -> conclude(client, end));
    }

    private Mono<Void> conclude(ConnectionClient client, Signal<Long> end) {
        RootEnd root = new RootEnd(scope().queue(), client);
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
        scope().queue().shut(scope());
        tell.run();
    }
}
