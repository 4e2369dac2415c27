package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import reactor.core.publisher.Mono;

/** Tells when the tasks before it have ended. */
final class DrainTask extends ConnectionTask {

    private final Completion drained = new Completion();

    DrainTask(TransactionScope scope) {
        super(scope, "commit");
    }

    Mono<Void> drained() {
        return drained.await();
    }

    @Override
    public Mono<Void> run(ConnectionQueue queue) {
        return Mono.fromRunnable(() -> {
            RelataException broken = queue.broken();
            if (broken == null) {
                drained.complete();
            } else {
                drained.fail(broken);
            }
        });
    }

    @Override
    public void refuse(RelataException reason) {
        drained.fail(reason);
    }
}
