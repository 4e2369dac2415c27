package dev.relata.benchmarks;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A PostgreSQL of this program's own. Both calls block. */
final class EmbeddedServer implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;

    private EmbeddedServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts a server with default settings, empty, in a temporary folder; it can count statements. */
    static EmbeddedServer start() {
        try {
            return new EmbeddedServer(
                    EmbeddedPostgres.builder()
                            .setPGStartupWait(STARTUP)
                            .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                            .start());
        } catch (IOException | RuntimeException | ExceptionInInitializerError failure) {
            throw new IllegalStateException(
                    "The embedded PostgreSQL did not start (" + failure.getMessage() + "). Give another database with"
                            + " --url r2dbc:postgresql://user:password@host:port/database.",
                    failure);
        }
    }

    /** How to connect, as the superuser, from this machine only. */
    String url() {
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
