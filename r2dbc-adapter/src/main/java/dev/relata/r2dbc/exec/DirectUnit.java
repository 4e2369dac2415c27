package dev.relata.r2dbc.exec;

import reactor.core.publisher.Mono;

/** A command on a connection of its own, which commits by itself; the connection goes back before the consumer is told. */
final class DirectUnit extends StatementUnit {

    DirectUnit(Level level, Answer answer) {
        super(level, answer);
    }

    @Override
    Mono<Void> run(Wire wire) {
        return exchange(wire, Mono.empty()).flatMap(end -> wire.release().then(Mono.fromRunnable(() -> deliver(end))));
    }

    @Override
    Mono<Void> abandon(Wire wire) {
        return wire.release();
    }
}
