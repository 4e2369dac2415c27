package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import reactor.core.publisher.Mono;

/** Ends the outermost transaction of a lane and gives its connection back, or closes it where it is not clean. */
final class RootEnd {

    private final ConnectionQueue lane;
    private final ConnectionClient wire;

    RootEnd(ConnectionQueue lane, ConnectionClient wire) {
        this.lane = lane;
        this.wire = wire;
    }

    /** Commits; an error says what became of the transaction, and the connection is given back before it is told. */
    Mono<Void> commit(String label) {
        RelataException broken = lane.broken();
        if (broken != null) {
            return wire.destroy().then(Mono.error(broken));
        }
        return wire.alive()
                .flatMap(alive -> alive ? send(label) : Mono.error(Errors.notCommitted(label)))
                .then(wire.release())
                .onErrorResume(error -> rollback(label).then(Mono.error(error)));
    }

    private Mono<Void> send(String label) {
        return wire.commit(label).onErrorMap(error -> Errors.commit(label, error));
    }

    /** Rolls back; never an error. */
    Mono<Void> rollback(String label) {
        if (lane.broken() != null) {
            return wire.destroy();
        }
        return wire.alive()
                .flatMap(alive -> alive ? wire.rollback(label).then(wire.release()) : wire.release())
                .onErrorResume(error -> wire.destroy());
    }
}
