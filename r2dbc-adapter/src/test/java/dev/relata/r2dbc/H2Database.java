package dev.relata.r2dbc;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A database of H2's in the memory of the tests, which lasts until it is closed. */
final class H2Database implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Names that are not quoted are those of the model, as on PostgreSQL. */
    private static final String OPTIONS = "?options=DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE;LOCK_TIMEOUT=5000";

    private final ConnectionFactory connections;

    private H2Database(ConnectionFactory connections) {
        this.connections = connections;
    }

    static H2Database create() {
        return new H2Database(ConnectionFactories.get("r2dbc:h2:mem:///relata-" + NUMBERS.incrementAndGet() + OPTIONS));
    }

    ConnectionFactory connectionFactory() {
        return connections;
    }

    void execute(String... statements) {
        Mono.usingWhen(
                        connections.create(),
                        connection -> Flux.fromArray(statements)
                                .filter(statement -> !statement.isBlank())
                                .concatMap(statement -> run(connection, statement))
                                .then(),
                        Connection::close)
                .block(LIMIT);
    }

    private static Mono<Void> run(Connection connection, String statement) {
        return Flux.from(connection.createStatement(statement).execute())
                .concatMap(result -> result.getRowsUpdated())
                .then()
                .onErrorMap(error -> new IllegalStateException(statement, error));
    }

    List<String> strings(String query) {
        return Flux.usingWhen(
                        connections.create(),
                        connection -> Flux.from(
                                        connection.createStatement(query).execute())
                                .concatMap(result -> result.map((row, metadata) -> String.valueOf(row.get(0)))),
                        Connection::close)
                .collectList()
                .block(LIMIT);
    }

    @Override
    public void close() {
        execute("SHUTDOWN");
    }
}
