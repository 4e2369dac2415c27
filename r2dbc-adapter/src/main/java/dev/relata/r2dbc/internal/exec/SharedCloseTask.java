package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import reactor.core.publisher.Mono;

/** Closes a cursor that its consumer has left, in a transaction that goes on. */
final class SharedCloseTask extends ConnectionTask {

    private final ServerCursor cursor;

    SharedCloseTask(TransactionScope level, ServerCursor cursor) {
        super(level, cursor.label());
        this.cursor = cursor;
    }

    @Override
    boolean passesInner() {
        return true;
    }

    @Override
    Mono<Void> turn(ConnectionQueue lane) {
        ConnectionClient wire = lane.wire();
        return wire == null || lane.broken() != null ? Mono.empty() : work(wire);
    }

    @Override
    Mono<Void> work(ConnectionClient wire) {
        if (!cursor.open()) {
            return Mono.empty();
        }
        return wire.control(label(), cursor.forget())
                .retryWhen(Errors.strayCancel())
                .onErrorResume(error -> {
                    level().lane().breakDown(Errors.statement(label(), error));
                    return Mono.empty();
                });
    }

    @Override
    void refuse(RelataException reason) {
        // The transaction has ended, and the cursor with it.
    }
}
