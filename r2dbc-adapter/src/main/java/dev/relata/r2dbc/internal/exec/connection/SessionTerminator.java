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

    /**
     * A pooler makes process ids up, and behind a change of servers, or after a while, one is that of another session: it must be one of
     * this application, and have done nothing since before the wait began.
     */
    private static final String TERMINATE =
            "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                    + " WHERE pid = $1 AND usename = session_user AND datname = current_database()"
                    + " AND application_name = current_setting('application_name')"
                    + " AND state_change < pg_catalog.clock_timestamp() - $2 * interval '1 millisecond'";

    private final ConnectionFactory connections;

    private SessionTerminator(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** Returns a terminator whose connections come from behind the pool, if there is one: the pool may have none to give. */
    static SessionTerminator of(ConnectionFactory factory) {
        return new SessionTerminator(DriverInternals.unpooled(factory));
    }

    /**
     * Ends a session, if another connection can be had in time; never an error.
     *
     * @param silent how long it has not answered, at the least
     */
    Mono<Void> terminate(int process, Duration silent) {
        // Cached, for a cancel that meets the new connection on its way would lose it.
        return Mono.usingWhen(
                        Mono.defer(() -> Mono.from(connections.create())),
                        connection -> terminate(connection, process, silent),
                        Connection::close)
                .cache()
                .timeout(LIMIT)
                .onErrorComplete();
    }

    private static Mono<Void> terminate(Connection connection, int process, Duration silent) {
        return Flux.from(connection
                        .createStatement(TERMINATE)
                        .bind(0, process)
                        // What the server did last may have been the answer that was lost.
                        .bind(1, (int) Math.min(silent.toMillis() / 2, Integer.MAX_VALUE))
                        .execute())
                .concatMap(Result::getRowsUpdated)
                .then();
    }
}
