package dev.relata.examples.atlas.database;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Statements that are no business of Relata's. Stateless. */
final class Statements {

    private Statements() {}

    /** Sends them one after another on a connection of their own; answers how many there were. */
    static Mono<Long> run(ConnectionFactory connections, String... statements) {
        return Mono.usingWhen(
                connections.create(),
                connection -> Flux.fromArray(statements)
                        .concatMap(statement -> run(connection, statement))
                        .count(),
                Connection::close);
    }

    private static Mono<String> run(Connection connection, String statement) {
        return Flux.from(connection.createStatement(statement).execute())
                .concatMap(Result::getRowsUpdated)
                .then(Mono.just(statement));
    }
}
