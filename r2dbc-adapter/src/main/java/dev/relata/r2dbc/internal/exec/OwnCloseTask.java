package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import reactor.core.publisher.Mono;

/** Ends the transaction that a cursor has for itself, after its consumer has left. */
final class OwnCloseTask extends ConnectionTask {

    OwnCloseTask(TransactionScope level, String label) {
        super(level, label);
    }

    @Override
    Mono<Void> turn(ConnectionQueue lane) {
        ConnectionClient wire = lane.wire();
        lane.shut(level());
        return wire == null ? Mono.empty() : work(wire);
    }

    @Override
    Mono<Void> work(ConnectionClient wire) {
        return new RootEnd(level().lane(), wire).rollback(label());
    }

    @Override
    void refuse(RelataException reason) {
        // The transaction has ended already, with the last fetch or with one that failed.
    }
}
