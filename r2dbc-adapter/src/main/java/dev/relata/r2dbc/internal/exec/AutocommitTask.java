package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.connection.Errors;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import dev.relata.spi.StatementKind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** A command on a connection of its own, which commits by itself. The connection goes back before the answer is delivered. */
final class AutocommitTask extends StatementTask {

    AutocommitTask(TransactionScope scope, Answer answer) {
        super(scope, answer);
    }

    @Override
    Mono<Void> send(ConnectionQueue queue, ConnectionClient client) {
        return exchange(client, Mono.empty()).flatMap(end -> conclude(client, end));
    }

    private Mono<Void> conclude(ConnectionClient client, Signal<Long> end) {
        Mono<Void> over = giveBack(client, end.getThrowable()).then(Mono.fromRunnable(() -> deliver(end)));
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
        if (Errors.lost(error)) {
            client.mayBeCommitted(context());
        }
        return Mono.empty();
    }

    /** The server closes a connection only after its fatal error: a pool would still take it for a good one. */
    private static Mono<Void> giveBack(ConnectionClient client, @Nullable Throwable error) {
        return error != null && Errors.lost(error) ? client.destroy() : client.release();
    }

    @Override
    RelataException translated(Throwable error) {
        return answer().command().kind() == StatementKind.WRITE
                ? Errors.write(label(), error)
                : Errors.statement(label(), error);
    }

    @Override
    Mono<Void> unwanted(ConnectionClient client) {
        return client.release();
    }
}
