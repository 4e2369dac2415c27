package dev.relata.r2dbc.exec;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A command on a connection of its own, which commits by itself; the connection goes back before the consumer is told. */
final class DirectUnit extends StatementUnit {

    DirectUnit(Level level, Answer answer) {
        super(level, answer);
    }

    @Override
    Mono<Void> run(Wire wire) {
        return exchange(wire, Mono.empty())
                .flatMap(end -> givenBack(wire, end.getThrowable()).then(Mono.fromRunnable(() -> deliver(end))));
    }

    /** The server closes what it calls fatal only afterwards: a pool would still take such a connection for a good one. */
    private static Mono<Void> givenBack(Wire wire, @Nullable Throwable error) {
        return error != null && Errors.lost(error) ? wire.destroy() : wire.release();
    }

    @Override
    Mono<Void> abandon(Wire wire) {
        return wire.release();
    }
}
