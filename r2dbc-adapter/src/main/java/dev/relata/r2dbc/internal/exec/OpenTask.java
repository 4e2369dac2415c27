package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Begins an inner transaction: from then on its tasks run, and those of the outer one wait. */
final class OpenTask extends ConnectionTask {

    private final TransactionScope inner;

    OpenTask(TransactionScope outer, TransactionScope inner) {
        super(outer, "nested transaction");
        this.inner = inner;
    }

    @Override
    Mono<Void> work(ConnectionClient client) {
        if (inner.closed()) {
            return Mono.empty();
        }
        ConnectionQueue queue = scope().queue();
        List<String> texts = new ArrayList<>(queue.takeBegin());
        texts.add("SAVEPOINT " + inner.savepoint());
        return client.control(label(), String.join("; ", texts))
                .then(Mono.<Void>fromRunnable(() -> queue.enter(inner)))
                .onErrorResume(error -> {
                    RelataException why = Errors.statement(label(), error);
                    queue.breakDown(why);
                    refuse(why);
                    return Mono.empty();
                });
    }

    @Override
    void refuse(RelataException reason) {
        inner.fail(reason);
    }
}
