package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import reactor.core.publisher.Mono;

/** Rolls back a transaction, or to the savepoint of an inner one. Never fails: at worst the connection is closed. */
final class RollbackTask extends ConnectionTask {

    private final Completion undone;

    RollbackTask(TransactionScope scope, Completion undone) {
        super(scope, "rollback");
        this.undone = undone;
    }

    @Override
    boolean passesInner() {
        return true;
    }

    @Override
    boolean mustRun() {
        return true;
    }

    @Override
    Mono<Void> run(ConnectionQueue queue) {
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
    void refuse(RelataException reason) {
        undone.complete();
    }
}
