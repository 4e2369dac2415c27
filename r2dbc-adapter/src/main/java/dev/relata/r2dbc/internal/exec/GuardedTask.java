package dev.relata.r2dbc.internal.exec;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** A command in a transaction, behind a savepoint: if it fails or is cancelled the transaction stays usable. */
final class GuardedTask extends StatementTask {

    private final Guard guard;

    GuardedTask(TransactionScope scope, Answer answer) {
        super(scope, answer);
        this.guard = new Guard(scope.queue(), label());
    }

    @Override
    Mono<Void> run(ConnectionClient client) {
        return guard.around(client, ready -> exchange(client, ready)).flatMap(end -> conclude(client, end));
    }

    // The answer is shown before RELEASE has come back: it is final already, and the next task waits for RELEASE
    // anyway.
    private Mono<Void> conclude(ConnectionClient client, Signal<Long> end) {
        if (succeeded(end)) {
            deliver(end);
            return guard.keep(client);
        }
        return guard.undo(client).then(Mono.fromRunnable(() -> deliver(end)));
    }

    @Override
    Mono<Void> abandon(ConnectionClient client) {
        return Mono.empty();
    }
}
