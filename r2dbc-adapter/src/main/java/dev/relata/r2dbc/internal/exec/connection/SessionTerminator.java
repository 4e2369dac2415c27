package dev.relata.r2dbc.internal.exec.connection;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends the session of a connection on the server, over another connection. A server that no packet reaches any more keeps the
 * transaction of a connection that was closed here, and its locks, for as long as its keep-alive lasts: hours, as a rule.
 */
final class SessionTerminator {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** A pooler gives process ids that it makes up, which must not end the session of somebody else. */
    private static final String TERMINATE =
            "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                    + " WHERE pid = $1 AND usename = current_user AND datname = current_database()"
                    + " AND application_name = current_setting('application_name')";

    private final ConnectionFactory connections;

    private SessionTerminator(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** Returns a terminator whose connections come from behind the pool, if there is one: the pool may have none to give. */
    static SessionTerminator of(ConnectionFactory factory) {
        return new SessionTerminator(DriverInternals.unpooled(factory));
    }

    /** Ends a session, if another connection can be had in time; never an error. */
    Mono<Void> terminate(int process) {
        // Cached, for a cancel that meets the new connection on its way would lose it.
        return Mono.usingWhen(connections.create(), connection -> terminate(connection, process), Connection::close)
                .cache()
                .timeout(LIMIT)
                .onErrorComplete();
    }

    private static Mono<Void> terminate(Connection connection, int process) {
        return Flux.from(connection.createStatement(TERMINATE).bind(0, process).execute())
                .concatMap(Result::getRowsUpdated)
                .then();
    }
}
