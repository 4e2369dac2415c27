package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Begins an inner transaction: from then on its tasks run, and those of the outer one wait. */
final class OpenTask extends ConnectionTask {

    private final ConnectionQueue queue;
    private final TransactionScope inner;
    private volatile ContextView context = Context.empty();

    OpenTask(ConnectionQueue queue, TransactionScope outer, TransactionScope inner) {
        super(outer, "nested transaction");
        this.queue = queue;
        this.inner = inner;
    }

    /** Takes over the context of the command that begins the transaction: it may choose the server. */
    OpenTask in(ContextView first) {
        context = first;
        return this;
    }

    @Override
    public ContextView context() {
        return context;
    }

    @Override
    public Mono<Void> run(ConnectionQueue queue) {
        return withClient(queue, client -> queue.closed(inner) ? Mono.empty() : open(client));
    }

    private Mono<Void> open(ConnectionClient client) {
        List<String> texts = new ArrayList<>(queue.takeBegin());
        texts.add("SAVEPOINT " + inner.savepoint());
        return client.settle(label(), String.join("; ", texts), queue.draining())
                .then(Mono.<Void>fromRunnable(() -> queue.enter(inner)))
                .onErrorMap(error -> queue.errors().statement(label(), error))
                .doOnError(RelataException.class, queue::breakDown);
    }

    @Override
    public void refuse(RelataException reason) {
        queue.fail(inner, reason);
    }
}
