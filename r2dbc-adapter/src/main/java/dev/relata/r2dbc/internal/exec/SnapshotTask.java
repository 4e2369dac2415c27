package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.RootEnd;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** A FETCH in a read-only transaction of its cursor; the last FETCH, or one that fails, ends that transaction. */
final class SnapshotTask extends StatementTask {

    SnapshotTask(TransactionScope scope, Answer answer) {
        super(scope, answer);
    }

    @Override
    Mono<Void> send(ConnectionQueue queue, ConnectionClient client) {
        List<String> begin = queue.takeBegin();
        Mono<Signal<Long>> exchange = exchange(client, Mono.empty());
        Mono<Signal<Long>> all = begin.isEmpty()
                ? exchange
                : Mono.zip(client.control(label(), begin.get(0)).materialize(), exchange, GuardedTask::firstError);
        return all.flatMap(end -> conclude(queue, new RootEnd(queue, client), end));
    }

    private Mono<Void> conclude(ConnectionQueue queue, RootEnd root, Signal<Long> end) {
        Long rows = succeeded(end);
        if (rows != null && answer().closing(rows) == null) {
            deliver(end);
            return Mono.empty();
        }
        // With all rows here the end of a transaction that only read cannot change the answer.
        Mono<Void> over =
                rows == null ? root.rollback(label()) : root.commit(label()).onErrorComplete();
        return over.then(Mono.fromRunnable(() -> {
            queue.shut(scope());
            deliver(end);
        }));
    }
}
