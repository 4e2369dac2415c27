package dev.relata.r2dbc.internal.exec.connection;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Result;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Ends the session of a connection on the server, over another connection. A server that no packet reaches any more keeps the
 * transaction of a connection that was closed here, and its locks, for as long as its keep-alive lasts: hours, as a rule.
 */
final class SessionTerminator {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final ConnectionFactory connections;
    private final @Nullable String statement;

    private SessionTerminator(ConnectionFactory connections, @Nullable String statement) {
        this.connections = connections;
        this.statement = statement;
    }

    /**
     * Returns a terminator whose connections come from behind the pool, if there is one: the pool may have none to give.
     *
     * @param statement the statement that ends a session, null where there is none
     */
    static SessionTerminator of(ConnectionFactory factory, @Nullable String statement) {
        return new SessionTerminator(DriverInternals.unpooled(factory), statement);
    }

    /**
     * Ends a session, if another connection can be had in time; never an error.
     *
     * @param silent how long it has not answered, at the least
     */
    Mono<Void> terminate(int process, Duration silent) {
        String sql = statement;
        if (sql == null) {
            return Mono.empty();
        }
        // Cached, for a cancel that meets the new connection on its way would lose it.
        return Mono.usingWhen(
                        Mono.defer(() -> Mono.from(connections.create())),
                        connection -> terminate(connection, sql, process, silent),
                        Connection::close)
                .cache()
                .timeout(LIMIT)
                .onErrorComplete();
    }

    private static Mono<Void> terminate(Connection connection, String sql, int process, Duration silent) {
        return Flux.from(connection
                        .createStatement(sql)
                        .bind(0, process)
                        // What the server did last may have been the answer that was lost.
                        .bind(1, (int) Math.min(silent.toMillis() / 2, Integer.MAX_VALUE))
                        .execute())
                .concatMap(Result::getRowsUpdated)
                .then();
    }
}
