package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.ServerCursor;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import reactor.core.publisher.Mono;

/** Closes a cursor, after its subscriber has left, in a transaction that goes on. */
final class CursorCloseTask extends ConnectionTask {

    private final ServerCursor cursor;

    CursorCloseTask(TransactionScope scope, ServerCursor cursor) {
        super(scope, cursor.select().label());
        this.cursor = cursor;
    }

    @Override
    public boolean passesInner() {
        return true;
    }

    @Override
    public Mono<Void> run(ConnectionQueue queue) {
        ConnectionClient client = queue.client();
        if (client == null || queue.broken() != null || !cursor.open()) {
            return Mono.empty();
        }
        String close = cursor.forget();
        return queue.settle(client, label(), client.isLent() ? ServerCursor.ifThere(close) : close);
    }

    @Override
    public void refuse(RelataException reason) {
        // The transaction has ended, and the cursor with it.
    }
}
