package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.RootEnd;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import reactor.core.publisher.Mono;

/** Ends the transaction of a cursor outside any other, after its subscriber has left. */
final class SnapshotCloseTask extends ConnectionTask {

    SnapshotCloseTask(TransactionScope scope, String label) {
        super(scope, label);
    }

    @Override
    public Mono<Void> run(ConnectionQueue queue) {
        ConnectionClient client = queue.client();
        queue.shut(scope());
        return client == null ? Mono.empty() : new RootEnd(queue, client).rollback(label());
    }

    @Override
    public void refuse(RelataException reason) {
        // The transaction has ended already, with the last fetch or with one that failed.
    }
}
