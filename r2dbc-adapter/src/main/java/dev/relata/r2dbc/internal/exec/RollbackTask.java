package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import reactor.core.publisher.Mono;

/** Rolls back a transaction, or to the savepoint of an inner one. Never fails: at worst the connection is closed. */
final class RollbackTask extends ConnectionTask {

    private final Ending ending;

    RollbackTask(TransactionScope level, Ending ending) {
        super(level, "rollback");
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
    Mono<Void> turn(ConnectionQueue lane) {
        ConnectionClient wire = lane.wire();
        boolean root = level().outer() == null;
        boolean nothingToUndo = !root && (lane.broken() != null || !lane.inside(level()));
        if (wire == null || nothingToUndo) {
            return over(lane);
        }
        level().cursors().forEach(ServerCursor::forget);
        Mono<Void> end = root ? new RootEnd(lane, wire).rollback(label()) : undo(wire);
        return end.then(Mono.defer(() -> over(lane)));
    }

    private Mono<Void> undo(ConnectionClient wire) {
        String name = level().savepoint();
        return wire.control(label(), "ROLLBACK TO SAVEPOINT " + name + "; RELEASE SAVEPOINT " + name)
                .retryWhen(Errors.strayCancel())
                .onErrorResume(error -> {
                    level().lane().breakDown(Errors.statement(label(), error));
                    return Mono.empty();
                });
    }

    private Mono<Void> over(ConnectionQueue lane) {
        lane.leave(level());
        ending.undone();
        return Mono.empty();
    }

    @Override
    Mono<Void> work(ConnectionClient wire) {
        throw new IllegalStateException("a rollback takes its own turn");
    }

    @Override
    void refuse(RelataException reason) {
        ending.undone();
    }
}
