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
     * Takes a connection. Must not be cancelled: drivers leak a connection that is cut off while it is being opened, and
     * pools have had the same race. Who lost interest waits for it and gives it back.
     */
    Mono<Wire> open(String label) {
        return Mono.defer(() -> Mono.from(factory.create()))
                .<Wire>map(connection -> new Wire(connection, reports))
                .onErrorMap(error -> Errors.acquire(label, error));
    }
}
