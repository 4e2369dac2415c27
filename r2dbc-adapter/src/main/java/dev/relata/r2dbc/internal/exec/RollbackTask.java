package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.RootEnd;
import dev.relata.r2dbc.internal.exec.queue.ServerCursor;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import reactor.core.publisher.Mono;

/** Rolls back a transaction, or to the savepoint of an inner one. Never fails: at worst the connection is closed. */
final class RollbackTask extends ConnectionTask {

    private final Completion undone;

    RollbackTask(TransactionScope scope, Completion undone) {
        super(scope, "rollback");
        this.undone = undone;
    }

    @Override
    public boolean passesInner() {
        return true;
    }

    @Override
    public boolean mustRun() {
        return true;
    }

    @Override
    public Mono<Void> run(ConnectionQueue queue) {
        return end(queue).then(Mono.fromRunnable(() -> {
            queue.leave(scope());
            undone.complete();
        }));
    }

    private Mono<Void> end(ConnectionQueue queue) {
        ConnectionClient client = queue.client();
        boolean root = scope().outer() == null;
        boolean nothingToUndo = !root && (queue.broken() != null || !queue.inside(scope()));
        if (client == null || nothingToUndo) {
            return Mono.empty();
        }
        scope().cursors().forEach(ServerCursor::forget);
        String name = scope().savepoint();
        return root
                ? new RootEnd(queue, client).rollback(label())
                : queue.settle(client, label(), "ROLLBACK TO SAVEPOINT " + name + "; RELEASE SAVEPOINT " + name);
    }

    @Override
    public void refuse(RelataException reason) {
        undone.complete();
    }
}
