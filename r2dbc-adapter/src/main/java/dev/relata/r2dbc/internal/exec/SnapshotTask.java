package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.RootEnd;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import dev.relata.r2dbc.server.SqlFeature;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * A FETCH in a read-only transaction of its cursor; one that fails ends that transaction, and so does the last one unless further
 * cursors follow.
 */
final class SnapshotTask extends StatementTask {

    private final boolean more;

    SnapshotTask(TransactionScope scope, Answer answer) {
        this(scope, answer, false);
    }

    /**
     * Creates a task.
     *
     * @param more whether the transaction goes on after the last FETCH
     */
    SnapshotTask(TransactionScope scope, Answer answer, boolean more) {
        super(scope, answer);
        this.more = more;
    }

    @Override
    Mono<Void> send(ConnectionQueue queue, ConnectionClient client) {
        List<String> begin = queue.takeBegin();
        Mono<Signal<Long>> exchange = exchange(client, Mono.empty());
        if (!begin.isEmpty() && !queue.connections().serverCheck().profile().has(SqlFeature.SAVEPOINTS_IN_FLIGHT)) {
            return client.settle(label(), begin.get(0), queue.draining())
                    .materialize()
                    .flatMap(begun ->
                            begun.isOnError() ? Mono.just(GuardedTask.firstError(begun, Signal.complete())) : exchange)
                    .flatMap(end -> conclude(queue, client, end));
        }
        Mono<Signal<Long>> all = begin.isEmpty()
                ? exchange
                : Mono.zip(
                        client.settle(label(), begin.get(0), queue.draining()).materialize(),
                        exchange,
                        GuardedTask::firstError);
        return all.flatMap(end -> conclude(queue, client, end));
    }

    private Mono<Void> conclude(ConnectionQueue queue, ConnectionClient client, Signal<Long> end) {
        Long rows = succeeded(end);
        String close = rows == null ? null : answer().closing(rows);
        if (rows != null && (more || close == null)) {
            deliver(client, end);
            return close == null || close.isEmpty() ? Mono.empty() : queue.settle(client, label(), close);
        }
        RootEnd root = new RootEnd(queue, client);
        // With all rows here the end of a transaction that only read cannot change the answer.
        Mono<Void> over =
                rows == null ? root.rollback(label()) : root.commit(label()).onErrorComplete();
        return over.then(Mono.fromRunnable(() -> {
            queue.shut(scope());
            deliver(client, end);
        }));
    }
}
