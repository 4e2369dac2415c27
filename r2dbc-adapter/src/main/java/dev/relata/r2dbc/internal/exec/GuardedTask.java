package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import dev.relata.r2dbc.server.SqlFeature;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** A command in a transaction, behind a savepoint: if it fails or is cancelled the transaction stays usable. */
final class GuardedTask extends StatementTask {

    private static final String SAVEPOINT = "SAVEPOINT relata_s";
    private static final String KEEP = "RELEASE SAVEPOINT relata_s";
    private static final String UNDO = "ROLLBACK TO SAVEPOINT relata_s; " + KEEP;

    private volatile boolean stands;

    GuardedTask(TransactionScope scope, Answer answer) {
        super(scope, answer);
    }

    @Override
    Mono<Void> send(ConnectionQueue queue, ConnectionClient client) {
        return guarded(queue, client)
                .flatMap(end -> stands && isOutdated(end) ? again(queue, client) : conclude(queue, client, end));
    }

    private Mono<Void> again(ConnectionQueue queue, ConnectionClient client) {
        return queue.settle(client, label(), UNDO)
                .then(Mono.defer(() -> guarded(queue, client)))
                .flatMap(end -> conclude(queue, client, end));
    }

    /**
     * Sends SAVEPOINT and the exchange behind it, in one go where the server allows that. If BEGIN is due, its answer is awaited: if
     * it failed, the exchange would run, and stay, outside any transaction. The exchange cannot be stopped before the savepoint stands: a cancel
     * request that hits SAVEPOINT itself would leave nothing to roll back to.
     */
    private Mono<Signal<Long>> guarded(ConnectionQueue queue, ConnectionClient client) {
        List<String> begin = queue.takeBegin();
        if (!begin.isEmpty() || !queue.connections().serverCheck().profile().has(SqlFeature.SAVEPOINTS_IN_FLIGHT)) {
            String text = begin.isEmpty() ? SAVEPOINT : begin.get(0) + "; " + SAVEPOINT;
            return client.settle(label(), text, queue.draining())
                    .materialize()
                    .flatMap(begun -> begun.isOnError()
                            ? Mono.just(firstError(begun, Signal.complete()))
                            : exchange(client, Mono.empty()).doOnNext(any -> stands = true));
        }
        Completion ready = new Completion();
        Mono<Signal<Void>> savepoint =
                client.control(label(), SAVEPOINT).materialize().doOnTerminate(ready::complete);
        return Mono.zip(savepoint, exchange(client, ready.await()), (before, end) -> {
            stands = !before.isOnError();
            return firstError(before, end);
        });
    }

    /** Returns the answer, or the error of the text that was sent before it. */
    static Signal<Long> firstError(Signal<Void> before, Signal<Long> end) {
        Throwable error = before.getThrowable();
        return error == null ? end : Signal.error(error);
    }

    // The answer is delivered before RELEASE has come back: it is final already, and the next task waits for RELEASE
    // anyway.
    private Mono<Void> conclude(ConnectionQueue queue, ConnectionClient client, Signal<Long> end) {
        Long rows = succeeded(end);
        if (rows == null) {
            return queue.settle(client, label(), joined(UNDO, answer().abandoning(true)))
                    .then(Mono.fromRunnable(() -> deliver(end)));
        }
        String keep = joined(KEEP, answer().closing(rows));
        deliver(end);
        return queue.settle(client, label(), keep);
    }

    private static String joined(String text, @Nullable String more) {
        return more == null ? text : text + "; " + more;
    }
}
