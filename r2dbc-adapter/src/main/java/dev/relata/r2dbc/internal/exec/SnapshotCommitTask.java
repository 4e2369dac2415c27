package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.RootEnd;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import reactor.core.publisher.Mono;

/** Ends a transaction that only read, all of whose rows are here, and gives its connection back. */
final class SnapshotCommitTask extends ConnectionTask {

    private final Runnable then;

    SnapshotCommitTask(TransactionScope scope, String label, Runnable then) {
        super(scope, label);
        this.then = then;
    }

    @Override
    public Mono<Void> run(ConnectionQueue queue) {
        ConnectionClient client = queue.client();
        queue.shut(scope());
        // The end of a transaction that only read cannot change the answer.
        Mono<Void> end = client == null
                ? Mono.empty()
                : new RootEnd(queue, client).commit(label()).onErrorComplete();
        return end.then(Mono.fromRunnable(then));
    }

    @Override
    public void refuse(RelataException reason) {
        then.run();
    }
}
