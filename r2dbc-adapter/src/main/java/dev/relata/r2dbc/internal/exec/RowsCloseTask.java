package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import reactor.core.publisher.Mono;

/** Leaves the rows that a driver gives by demand, after their subscriber has left, in a transaction that goes on. */
final class RowsCloseTask extends ConnectionTask {

    private final DriverRows rows;

    RowsCloseTask(TransactionScope scope, DriverRows rows) {
        super(scope, rows.select().label());
        this.rows = rows;
    }

    @Override
    public boolean passesInner() {
        return true;
    }

    @Override
    public Mono<Void> run(ConnectionQueue queue) {
        return Mono.fromRunnable(rows::close);
    }

    @Override
    public void refuse(RelataException reason) {
        rows.close();
    }
}
