package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.spi.StatementKind;
import java.util.ArrayList;
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
                .flatMap(
                        end -> stands && isOutdated(client, end) ? again(queue, client) : conclude(queue, client, end));
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
        List<String> before = new ArrayList<>(queue.takeBegin());
        boolean guards = guards(client);
        if (!guards && before.isEmpty()) {
            return exchange(client, Mono.empty());
        }
        if (!before.isEmpty() || !queue.connections().serverCheck().profile().has(SqlFeature.SAVEPOINTS_IN_FLIGHT)) {
            if (guards) {
                before.add(SAVEPOINT);
            }
            return client.settle(label(), String.join("; ", before), queue.draining())
                    .materialize()
                    .flatMap(begun -> begun.isOnError()
                            ? Mono.just(firstError(begun, Signal.complete()))
                            : exchange(client, Mono.empty()).doOnNext(any -> stands = guards));
        }
        Completion ready = new Completion();
        Mono<Signal<Void>> savepoint =
                client.control(label(), SAVEPOINT).materialize().doOnTerminate(ready::complete);
        return Mono.zip(savepoint, exchange(client, ready.await()), (set, end) -> {
            stands = !set.isOnError();
            return firstError(set, end);
        });
    }

    /** A statement that fails, and that only reads, has left nothing where it does not take the transaction with it. */
    private boolean guards(ConnectionClient client) {
        return client.abortsTransactions() || answer().command().kind() == StatementKind.WRITE;
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
        boolean guards = guards(client);
        Throwable error = end.getThrowable();
        if (error != null && client.errors().undoesTransaction(error)) {
            // The whole transaction is undone: what came behind would run outside of it.
            queue.breakDown(translated(client, error));
            deliver(client, end);
            return Mono.empty();
        }
        if (rows == null) {
            String undo = joined(guards ? UNDO : null, answer().abandoning(guards));
            return settled(queue, client, undo).then(Mono.fromRunnable(() -> deliver(client, end)));
        }
        String keep = joined(guards ? KEEP : null, answer().closing(rows));
        deliver(client, end);
        return settled(queue, client, keep);
    }

    private Mono<Void> settled(ConnectionQueue queue, ConnectionClient client, @Nullable String text) {
        return text == null || text.isEmpty() ? Mono.empty() : queue.settle(client, label(), text);
    }

    private static @Nullable String joined(@Nullable String text, @Nullable String more) {
        if (more == null || more.isEmpty()) {
            return text;
        }
        return text == null ? more : text + "; " + more;
    }
}
