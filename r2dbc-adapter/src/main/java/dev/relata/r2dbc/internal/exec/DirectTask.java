package dev.relata.r2dbc.internal.exec;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A command on a connection of its own, which commits by itself; the connection goes back before the consumer is told. */
final class DirectTask extends StatementTask {

    DirectTask(TransactionScope level, Answer answer) {
        super(level, answer);
    }

    @Override
    Mono<Void> run(ConnectionClient wire) {
        return exchange(wire, Mono.empty())
                .flatMap(end -> givenBack(wire, end.getThrowable()).then(Mono.fromRunnable(() -> deliver(end))));
    }

    /** The server closes what it calls fatal only afterwards: a pool would still take such a connection for a good one. */
    private static Mono<Void> givenBack(ConnectionClient wire, @Nullable Throwable error) {
        return error != null && Errors.lost(error) ? wire.destroy() : wire.release();
    }

    @Override
    Mono<Void> abandon(ConnectionClient wire) {
        return wire.release();
    }
}
