package dev.relata.r2dbc;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import org.testcontainers.postgresql.PostgreSQLContainer;
import reactor.core.publisher.Flux;

/** The one PostgreSQL server of this JVM, started when first asked for and stopped with the JVM. */
final class TestDatabaseServer {

    private static final String IMAGE = "postgres:18";
    private static final String MAX_CONNECTIONS = "300";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ConnectionFactoryOptions options;
    private final int version;

    private TestDatabaseServer(ConnectionFactoryOptions options) {
        this.options = options;
        this.version = versionOf(options);
    }

    private static int versionOf(ConnectionFactoryOptions options) {
        Integer number = Flux.usingWhen(
                        ConnectionFactories.get(options).create(),
                        connection -> Flux.from(connection
                                        .createStatement("SELECT current_setting('server_version_num')::int / 10000")
                                        .execute())
                                .concatMap(result -> result.map((row, metadata) -> row.get(0, Integer.class))),
                        Connection::close)
                .blockLast(PATIENCE);
        return Objects.requireNonNull(number);
    }

    static TestDatabaseServer get() {
        return Started.SERVER;
    }

    /** The major version of PostgreSQL. */
    int version() {
        return version;
    }

    /** The options of a connection to one database of this server. */
    ConnectionFactoryOptions options(String database) {
        return options.mutate()
                .option(ConnectionFactoryOptions.DATABASE, database)
                .build();
    }

    /** The options of a connection to the database in which others are created and dropped. */
    ConnectionFactoryOptions maintenanceOptions() {
        return options;
    }

    <T> T require(Option<T> option) {
        return option.cast(Objects.requireNonNull(options.getValue(option), option::name));
    }

    private static TestDatabaseServer start(TestDatabaseChoice choice) {
        TestDatabaseServer server = new TestDatabaseServer(
                switch (choice.source()) {
                    case GIVEN -> given(Objects.requireNonNull(choice.url()));
                    case CONTAINER -> container();
                    case EMBEDDED -> embedded();
                });
        System.out.println("Test database: " + choice.source() + " PostgreSQL " + server.version + " at "
                + server.require(ConnectionFactoryOptions.HOST) + ":" + server.require(ConnectionFactoryOptions.PORT));
        return server;
    }

    private static ConnectionFactoryOptions given(String url) {
        ConnectionFactoryOptions given = ConnectionFactoryOptions.parse(url);
        ConnectionFactoryOptions.Builder complete = given.mutate();
        if (!given.hasOption(ConnectionFactoryOptions.PORT)) {
            complete.option(ConnectionFactoryOptions.PORT, 5432);
        }
        if (!given.hasOption(ConnectionFactoryOptions.PASSWORD)) {
            complete.option(ConnectionFactoryOptions.PASSWORD, "");
        }
        return complete.build();
    }

    // Testcontainers' own reaper removes the container when this JVM ends.
    @SuppressWarnings("resource")
    private static ConnectionFactoryOptions container() {
        PostgreSQLContainer container =
                new PostgreSQLContainer(IMAGE).withCommand("postgres", "-c", "max_connections=" + MAX_CONNECTIONS);
        container.start();
        return options(
                container.getHost(),
                container.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                container.getUsername(),
                container.getPassword(),
                container.getDatabaseName());
    }

    private static ConnectionFactoryOptions embedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("max_connections", MAX_CONNECTIONS)
                    .setServerConfig("fsync", "off")
                    .start();
            return options("localhost", postgres.getPort(), "postgres", "postgres", "postgres");
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The embedded PostgreSQL did not start; give a server of your own by " + TestDatabaseChoice.URL,
                    failure);
        }
    }

    private static ConnectionFactoryOptions options(
            String host, int port, String user, String password, String database) {
        return ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, "postgresql")
                .option(ConnectionFactoryOptions.HOST, host)
                .option(ConnectionFactoryOptions.PORT, port)
                .option(ConnectionFactoryOptions.USER, user)
                .option(ConnectionFactoryOptions.PASSWORD, password)
                .option(ConnectionFactoryOptions.DATABASE, database)
                .build();
    }

    private static final class Started {
        static final TestDatabaseServer SERVER = start(TestDatabaseChoice.ofProcess());
    }
}
