package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import dev.relata.spi.StatementKind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** A command on a connection of its own, which commits by itself. The connection goes back before the answer is delivered. */
final class AutocommitTask extends StatementTask {

    /** Whether a transaction may still be open. */
    private volatile boolean open;

    AutocommitTask(TransactionScope scope, Answer answer) {
        super(scope, answer);
    }

    @Override
    Mono<Void> send(ConnectionQueue queue, ConnectionClient client) {
        boolean whole = queue.forms().undoesQueries()
                || !answer().hasRows()
                || answer().command().kind() != StatementKind.WRITE;
        return (whole ? exchange(client, Mono.empty()) : inTransaction(queue, client))
                .flatMap(end -> conclude(client, end));
    }

    private Mono<Void> conclude(ConnectionClient client, Signal<Long> end) {
        Mono<Void> over = giveBack(client, end.getThrowable()).then(Mono.fromRunnable(() -> deliver(client, end)));
        return answer().command().kind() == StatementKind.WRITE
                ? noted(client, end).then(over)
                : over;
    }

    /** Behind the answer and not with it: the driver may have to send a statement again that it has prepared. */
    private Mono<Void> noted(ConnectionClient client, Signal<Long> end) {
        Throwable error = end.getThrowable();
        if (error == null) {
            return client.committed(label(), context());
        }
        if (client.errors().lost(error)) {
            client.mayBeCommitted(context());
        }
        return Mono.empty();
    }

    /** A query that fails after it has written something has to be undone by hand. */
    private Mono<Signal<Long>> inTransaction(ConnectionQueue queue, ConnectionClient client) {
        return client.settle(label(), queue.forms().begin(null, false), queue.draining())
                .materialize()
                .flatMap(begun -> begun.isOnError()
                        ? Mono.just(GuardedTask.firstError(begun, Signal.complete()))
                        : exchange(client, Mono.empty()).flatMap(end -> ended(client, end)));
    }

    private Mono<Signal<Long>> ended(ConnectionClient client, Signal<Long> end) {
        boolean keep = end.getThrowable() == null;
        Mono<Signal<Void>> over = (keep ? client.commit(label()) : client.rollback(label())).materialize();
        return over.map(done -> {
            open = done.isOnError();
            return keep ? GuardedTask.firstError(done, end) : end;
        });
    }

    /** The server closes a connection only after its fatal error: a pool would still take it for a good one. */
    private Mono<Void> giveBack(ConnectionClient client, @Nullable Throwable error) {
        return open || error != null && client.errors().lost(error) ? client.destroy() : client.release();
    }

    @Override
    RelataException translated(ConnectionClient client, Throwable error) {
        return answer().command().kind() == StatementKind.WRITE
                ? client.errors().write(label(), error)
                : client.errors().statement(label(), error);
    }

    @Override
    Mono<Void> unwanted(ConnectionClient client) {
        return client.release();
    }
}
