package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ServerCursor;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import dev.relata.spi.StatementKind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * A command in a transaction that somebody else has begun, and whose statements may come between ours. SAVEPOINT, command and
 * RELEASE are sent in one go, so that no statement of theirs is inside the savepoint and undone with it. A command that has succeeded
 * is therefore kept, also where its subscriber has left; one that fails is undone, and theirs fail until it is. For the same reason
 * one that runs is stopped only when the transaction is about to end: a cancel request may hit theirs.
 */
final class JoinedTask extends StatementTask {

    private static final String SAVEPOINT = "SAVEPOINT relata_s";
    private static final String KEEP = "RELEASE SAVEPOINT relata_s";
    private static final String UNDO = "ROLLBACK TO SAVEPOINT relata_s; " + KEEP;

    private volatile boolean repeated;

    JoinedTask(TransactionScope scope, Answer answer) {
        super(scope, answer);
    }

    /** How the three have ended. */
    private record Exchange(Signal<Void> savepoint, Signal<Long> command, Signal<Void> release) {

        /** Without the savepoint there is nothing to roll back to: the transaction took no statements before. */
        boolean isUsable() {
            return !savepoint.isOnError();
        }

        boolean isUndone() {
            return isUsable() && (command.isOnError() || release.isOnError());
        }

        Signal<Long> answer() {
            Throwable before = savepoint.getThrowable();
            Throwable after = command.isOnError() ? null : release.getThrowable();
            Throwable error = before == null ? after : before;
            return error == null ? command : Signal.error(error);
        }
    }

    @Override
    Mono<Void> send(ConnectionQueue queue, ConnectionClient client) {
        if (!client.abortsTransactions()) {
            return leavesPart(queue) ? undoneByHand(queue, client) : unguarded(queue, client);
        }
        Completion ready = new Completion();
        Completion answered = new Completion();
        Mono<Signal<Void>> savepoint =
                client.control(label(), SAVEPOINT).materialize().doOnTerminate(ready::complete);
        Mono<Signal<Void>> release = client.settle(label(), KEEP, answered).materialize();
        return Mono.zip(savepoint, command(queue, client, ready, answered), release)
                .map(all -> new Exchange(all.getT1(), all.getT2(), all.getT3()))
                .flatMap(all -> conclude(queue, client, all));
    }

    /** Sends the command alone: one that fails has left nothing, and the transaction goes on. */
    private Mono<Void> unguarded(ConnectionQueue queue, ConnectionClient client) {
        return exchange(client, queue.ending().await(), Mono.empty()).flatMap(end -> {
            Throwable error = end.getThrowable();
            if (error != null && client.errors().undoesTransaction(error)) {
                queue.breakDown(translated(client, error));
            }
            Long rows = succeeded(end);
            String close = rows == null ? answer().abandoning(false) : answer().closing(rows);
            deliver(client, end);
            return close(queue, client, close);
        });
    }

    private boolean leavesPart(ConnectionQueue queue) {
        return !queue.forms().undoesQueries()
                && answer().hasRows()
                && answer().command().kind() == StatementKind.WRITE;
    }

    /** Sends a query that writes behind a savepoint that stands, where one that fails would leave a part of what it has written. */
    private Mono<Void> undoneByHand(ConnectionQueue queue, ConnectionClient client) {
        return queue.settle(client, label(), SAVEPOINT)
                .then(exchange(client, queue.ending().await(), Mono.empty()))
                .flatMap(end -> {
                    Long rows = succeeded(end);
                    String close = rows == null ? answer().abandoning(false) : answer().closing(rows);
                    return queue.settle(client, label(), end.isOnError() ? UNDO : KEEP)
                            .then(close(queue, client, close))
                            .then(Mono.fromRunnable(() -> deliver(client, end)));
                });
    }

    /** Sends the command; RELEASE behind it has its time from the answer on. */
    private Mono<Signal<Long>> command(
            ConnectionQueue queue, ConnectionClient client, Completion ready, Completion answered) {
        return exchange(client, queue.ending().await(), ready.await()).doOnNext(end -> answered.complete());
    }

    private Mono<Void> conclude(ConnectionQueue queue, ConnectionClient client, Exchange exchange) {
        if (!repeated && exchange.isUndone() && isOutdated(client, exchange.command())) {
            repeated = true;
            return queue.settle(client, label(), UNDO).then(Mono.defer(() -> send(queue, client)));
        }
        Signal<Long> end = exchange.answer();
        Long rows = succeeded(end);
        if (rows != null) {
            String close = answer().closing(rows);
            deliver(client, end);
            return close(queue, client, close);
        }
        String close = answer().abandoning(end.isOnError());
        Mono<Void> undo = exchange.isUndone() ? queue.settle(client, label(), UNDO) : Mono.empty();
        return undo.then(close(queue, client, exchange.isUsable() ? close : null))
                .then(Mono.fromRunnable(() -> deliver(client, end)));
    }

    private Mono<Void> close(ConnectionQueue queue, ConnectionClient client, @Nullable String close) {
        return close == null || close.isEmpty()
                ? Mono.empty()
                : Mono.defer(() -> queue.broken() == null
                        ? queue.settle(client, label(), ServerCursor.ifThere(close))
                        : Mono.empty());
    }
}
