package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.RootEnd;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Commits a transaction, or releases the savepoint of an inner one. */
final class CommitTask extends ConnectionTask {

    private final Completion committed;
    private final ContextView writer;
    private volatile boolean refused;

    /**
     * Makes a task.
     *
     * @param writer the context that may want to read what was written, empty for a transaction that has only read
     */
    CommitTask(TransactionScope scope, Completion committed, ContextView writer) {
        super(scope, "commit");
        this.writer = writer;
        this.committed = committed;
    }

    @Override
    public Mono<Void> run(ConnectionQueue queue) {
        queue.shut(scope());
        return end(queue)
                .then(Mono.<Void>fromRunnable(() -> {
                    queue.leave(scope());
                    committed.complete();
                }))
                .onErrorResume(RelataException.class, error -> {
                    queue.leave(scope());
                    committed.fail(error);
                    return Mono.empty();
                });
    }

    private Mono<Void> end(ConnectionQueue queue) {
        ConnectionClient client = queue.client();
        RelataException broken = queue.broken();
        boolean root = scope().outer() == null;
        if (client != null && root) {
            return new RootEnd(queue, client).commit(label(), writer);
        }
        if (broken != null) {
            return Mono.error(broken);
        }
        return client == null ? Mono.empty() : release(queue, client);
    }

    private Mono<Void> release(ConnectionQueue queue, ConnectionClient client) {
        List<String> texts = new ArrayList<>();
        scope().cursors().forEach(cursor -> texts.add(cursor.forget()));
        texts.add("RELEASE SAVEPOINT " + scope().savepoint());
        return client.settle(label(), String.join("; ", texts), queue.draining())
                .onErrorMap(error -> queue.errors().statement(label(), error))
                .doOnError(RelataException.class, queue::breakDown);
    }

    @Override
    public void refuse(RelataException reason) {
        refused = true;
        committed.fail(reason);
    }

    /** Whether COMMIT was never sent, so that the transaction can still be rolled back. */
    boolean refused() {
        return refused;
    }
}
