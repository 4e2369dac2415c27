package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import reactor.core.publisher.Mono;

/** Ends the transaction of a cursor outside any other, after its subscriber has left. */
final class SnapshotCloseTask extends ConnectionTask {

    SnapshotCloseTask(TransactionScope scope, String label) {
        super(scope, label);
    }

    @Override
    Mono<Void> run(ConnectionQueue queue) {
        ConnectionClient client = queue.client();
        queue.shut(scope());
        return client == null ? Mono.empty() : new RootEnd(queue, client).rollback(label());
    }

    @Override
    void refuse(RelataException reason) {
        // The transaction has ended already, with the last fetch or with one that failed.
    }
}
