package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Commits a transaction, or releases the savepoint of an inner one. */
final class CommitTask extends ConnectionTask {

    private final Ending ending;

    CommitTask(TransactionScope scope, Ending ending) {
        super(scope, "commit");
        this.ending = ending;
    }

    @Override
    Mono<Void> turn(ConnectionQueue queue) {
        queue.shut(scope());
        ConnectionClient client = queue.client();
        if (client == null) {
            return over(queue, queue.broken());
        }
        RelataException broken = queue.broken();
        Mono<Void> end = scope().outer() == null ? new RootEnd(queue, client).commit(label()) : release(client, broken);
        return end.then(Mono.defer(() -> over(queue, null)))
                .onErrorResume(RelataException.class, error -> over(queue, error));
    }

    private Mono<Void> over(ConnectionQueue queue, @Nullable RelataException error) {
        queue.leave(scope());
        if (error == null) {
            ending.committed();
        } else {
            ending.failed(error);
        }
        return Mono.empty();
    }

    private Mono<Void> release(ConnectionClient client, @Nullable RelataException broken) {
        if (broken != null) {
            return Mono.error(broken);
        }
        List<String> texts = new ArrayList<>();
        scope().cursors().forEach(cursor -> texts.add(cursor.forget()));
        texts.add("RELEASE SAVEPOINT " + scope().savepoint());
        return client.control(label(), String.join("; ", texts))
                .onErrorMap(error -> Errors.statement(label(), error))
                .doOnError(RelataException.class, scope().queue()::breakDown);
    }

    @Override
    Mono<Void> work(ConnectionClient client) {
        throw new IllegalStateException("a commit takes its own turn");
    }

    @Override
    void refuse(RelataException reason) {
        ending.rejectCommit(reason);
    }
}
