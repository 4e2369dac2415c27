package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import reactor.core.publisher.Mono;

/** Ends the transaction that a cursor has for itself, after its consumer has left. */
final class OwnCloseTask extends ConnectionTask {

    OwnCloseTask(TransactionScope scope, String label) {
        super(scope, label);
    }

    @Override
    Mono<Void> turn(ConnectionQueue queue) {
        ConnectionClient client = queue.client();
        queue.shut(scope());
        return client == null ? Mono.empty() : work(client);
    }

    @Override
    Mono<Void> work(ConnectionClient client) {
        return new RootEnd(scope().queue(), client).rollback(label());
    }

    @Override
    void refuse(RelataException reason) {
        // The transaction has ended already, with the last fetch or with one that failed.
    }
}
