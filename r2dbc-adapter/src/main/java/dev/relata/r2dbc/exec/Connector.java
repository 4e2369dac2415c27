package dev.relata.r2dbc.exec;

import io.r2dbc.spi.ConnectionFactory;
import reactor.core.publisher.Mono;

/** Takes connections. */
final class Connector {

    private final ConnectionFactory factory;
    private final Reports reports;

    Connector(ConnectionFactory factory, Reports reports) {
        this.factory = factory;
        this.reports = reports;
    }

    /**
     * Takes a connection. Must not be cancelled: a cancel that meets the answer would lose the connection on the way. Who
     * lost interest waits for it and gives it back.
     */
    Mono<Wire> open(String label) {
        return Mono.defer(() -> Mono.from(factory.create()))
                .<Wire>map(connection -> new Wire(connection, reports))
                .onErrorMap(error -> Errors.acquire(label, error));
    }
}
