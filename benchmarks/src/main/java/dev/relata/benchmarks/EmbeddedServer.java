package dev.relata.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A PostgreSQL of this program's own. Both calls block. */
public final class EmbeddedServer implements AutoCloseable {

    private static final int CONNECTIONS = 100;
    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;

    private EmbeddedServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts a server with default settings, empty, in a temporary folder; it can count statements. */
    static EmbeddedServer start() {
        return start(CONNECTIONS);
    }

    /**
     * Starts such a server for more connections.
     *
     * @param connections how many it takes
     * @return the server
     */
    public static EmbeddedServer start(int connections) {
        try {
            return new EmbeddedServer(EmbeddedPostgres.builder()
                    .setPGStartupWait(STARTUP)
                    .setServerConfig("max_connections", String.valueOf(connections))
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .start());
        } catch (IOException | RuntimeException | ExceptionInInitializerError failure) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL did not start (" + failure.getMessage() + "). Give another database with"
                            + " --url r2dbc:postgresql://user:password@host:port/database.",
                    failure);
        }
    }

    /**
     * How to connect, as the superuser, from this machine only.
     *
     * @return the address for R2DBC
     */
    public String url() {
        return "r2dbc:postgresql://postgres@localhost:" + postgres.getPort() + "/postgres";
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot stop the embedded PostgreSQL", failure);
        }
    }
}
