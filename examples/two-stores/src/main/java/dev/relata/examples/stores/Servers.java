package dev.relata.examples.stores;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL and a stand-in for MongoDB, for those that were not given. Starting and closing block. */
final class Servers implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(60);

    private @Nullable EmbeddedPostgres postgres;
    private @Nullable MongoServer mongo;

    /** Starts an empty PostgreSQL and answers its address. */
    String postgres() {
        try {
            EmbeddedPostgres started =
                    EmbeddedPostgres.builder().setPGStartupWait(STARTUP).start();
            postgres = started;
            return "r2dbc:postgresql://postgres@localhost:" + started.getPort() + "/postgres";
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "The embedded PostgreSQL did not start; give another with --postgres r2dbc:postgresql://…",
                    failure);
        }
    }

    /** Starts an empty stand-in for MongoDB and answers its address. */
    String mongo() {
        MongoServer started = new MongoServer(new MemoryBackend());
        mongo = started;
        return "mongodb://127.0.0.1:" + started.bind().getPort() + "/two_stores";
    }

    @Override
    public void close() {
        MongoServer documents = mongo;
        EmbeddedPostgres tables = postgres;
        if (documents != null) {
            documents.shutdownNow();
        }
        try {
            if (tables != null) {
                tables.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot stop the embedded PostgreSQL", failure);
        }
    }
}
