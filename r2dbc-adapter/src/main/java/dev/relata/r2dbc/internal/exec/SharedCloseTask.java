package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import reactor.core.publisher.Mono;

/** Closes a cursor that its consumer has left, in a transaction that goes on. */
final class SharedCloseTask extends ConnectionTask {

    private final ServerCursor cursor;

    SharedCloseTask(TransactionScope scope, ServerCursor cursor) {
        super(scope, cursor.label());
        this.cursor = cursor;
    }

    @Override
    boolean passesInner() {
        return true;
    }

    @Override
    Mono<Void> turn(ConnectionQueue queue) {
        ConnectionClient client = queue.client();
        return client == null || queue.broken() != null ? Mono.empty() : work(client);
    }

    @Override
    Mono<Void> work(ConnectionClient client) {
        if (!cursor.open()) {
            return Mono.empty();
        }
        return client.control(label(), cursor.forget())
                .retryWhen(Errors.strayCancel())
                .onErrorResume(error -> {
                    scope().queue().breakDown(Errors.statement(label(), error));
                    return Mono.empty();
                });
    }

    @Override
    void refuse(RelataException reason) {
        // The transaction has ended, and the cursor with it.
    }
}
