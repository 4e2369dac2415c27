package dev.relata.r2dbc.internal.exec;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A command on a connection of its own, which commits by itself; the connection goes back before the consumer is told. */
final class DirectTask extends StatementTask {

    DirectTask(TransactionScope scope, Answer answer) {
        super(scope, answer);
    }

    @Override
    Mono<Void> run(ConnectionClient client) {
        return exchange(client, Mono.empty())
                .flatMap(end -> givenBack(client, end.getThrowable()).then(Mono.fromRunnable(() -> deliver(end))));
    }

    /** The server closes what it calls fatal only afterwards: a pool would still take such a connection for a good one. */
    private static Mono<Void> givenBack(ConnectionClient client, @Nullable Throwable error) {
        return error != null && Errors.lost(error) ? client.destroy() : client.release();
    }

    @Override
    Mono<Void> abandon(ConnectionClient client) {
        return client.release();
    }
}
