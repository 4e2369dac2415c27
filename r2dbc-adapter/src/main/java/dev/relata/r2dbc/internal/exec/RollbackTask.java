package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import reactor.core.publisher.Mono;

/** Rolls back a transaction, or to the savepoint of an inner one. Never fails: at worst the connection is closed. */
final class RollbackTask extends ConnectionTask {

    private final Ending ending;

    RollbackTask(TransactionScope scope, Ending ending) {
        super(scope, "rollback");
        this.ending = ending;
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
    Mono<Void> turn(ConnectionQueue queue) {
        ConnectionClient client = queue.client();
        boolean root = scope().outer() == null;
        boolean nothingToUndo = !root && (queue.broken() != null || !queue.inside(scope()));
        if (client == null || nothingToUndo) {
            return over(queue);
        }
        scope().cursors().forEach(ServerCursor::forget);
        Mono<Void> end = root ? new RootEnd(queue, client).rollback(label()) : undo(client);
        return end.then(Mono.defer(() -> over(queue)));
    }

    private Mono<Void> undo(ConnectionClient client) {
        String name = scope().savepoint();
        return client.control(label(), "ROLLBACK TO SAVEPOINT " + name + "; RELEASE SAVEPOINT " + name)
                .retryWhen(Errors.strayCancel())
                .onErrorResume(error -> {
                    scope().queue().breakDown(Errors.statement(label(), error));
                    return Mono.empty();
                });
    }

    private Mono<Void> over(ConnectionQueue queue) {
        queue.leave(scope());
        ending.undone();
        return Mono.empty();
    }

    @Override
    Mono<Void> work(ConnectionClient client) {
        throw new IllegalStateException("a rollback takes its own turn");
    }

    @Override
    void refuse(RelataException reason) {
        ending.undone();
    }
}
