package dev.relata.r2dbc.internal.exec;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** A command in a transaction, behind a savepoint: if it fails or is cancelled the transaction stays usable. */
final class GuardedTask extends StatementTask {

    private final Guard guard;

    GuardedTask(TransactionScope level, Answer answer) {
        super(level, answer);
        this.guard = new Guard(level.lane(), label());
    }

    @Override
    Mono<Void> run(ConnectionClient wire) {
        return guard.around(wire, ready -> exchange(wire, ready)).flatMap(end -> conclude(wire, end));
    }

    // The answer is shown before RELEASE has come back: it is final already, and the next unit waits for RELEASE
    // anyway.
    private Mono<Void> conclude(ConnectionClient wire, Signal<Long> end) {
        if (succeeded(end)) {
            deliver(end);
            return guard.keep(wire);
        }
        return guard.undo(wire).then(Mono.fromRunnable(() -> deliver(end)));
    }

    @Override
    Mono<Void> abandon(ConnectionClient wire) {
        return Mono.empty();
    }
}
