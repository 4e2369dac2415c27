package dev.relata.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An empty database on the MariaDB server of the tests, for one test class or one test; it is dropped in the end. */
final class MariaDbDatabase implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Names are quoted as in standard SQL, as the store quotes them. */
    private static final String QUOTES = "SET sql_mode = 'ANSI_QUOTES,STRICT_ALL_TABLES,NO_BACKSLASH_ESCAPES'";

    private final String name;
    private final ConnectionPool often;

    private MariaDbDatabase(String name) {
        this.name = name;
        this.often = TestDatabase.pool(MariaDbServer.get().maintenance(name), 1);
    }

    static MariaDbDatabase create() {
        return create("utf8mb4", "utf8mb4_nopad_bin");
    }

    static MariaDbDatabase create(String characters, String collation) {
        String name = "relata_" + UUID.randomUUID().toString().replace("-", "");
        run(
                MariaDbServer.get().maintenance(null),
                "CREATE DATABASE " + name + " CHARACTER SET " + characters + " COLLATE " + collation);
        return new MariaDbDatabase(name);
    }

    ConnectionFactory connectionFactory() {
        return MariaDbServer.get().connectionFactory(name);
    }

    ConnectionFactory connectionFactory(int port) {
        return MariaDbServer.get().connectionFactory(name, port);
    }

    String url() {
        return MariaDbServer.get().url(name);
    }

    /** Runs a statement, or several with semicolons between them. */
    void execute(String statements) {
        run(often, QUOTES + "; " + statements);
    }

    private static void run(ConnectionFactory factory, String statements) {
        Mono.usingWhen(
                        factory.create(),
                        connection -> Flux.from(
                                        connection.createStatement(statements).execute())
                                .concatMap(result -> result.getRowsUpdated())
                                .then(),
                        Connection::close)
                .block(LIMIT);
    }

    List<String> strings(String query) {
        return Flux.usingWhen(
                        often.create(),
                        connection -> Flux.from(
                                        connection.createStatement(query).execute())
                                .concatMap(result -> result.map((row, metadata) -> String.valueOf(row.get(0)))),
                        Connection::close)
                .collectList()
                .block(LIMIT);
    }

    @Override
    public void close() {
        often.disposeLater().block(LIMIT);
        run(MariaDbServer.get().maintenance(null), "DROP DATABASE " + name);
    }
}
