package dev.relata.examples.atlas.database;

import dev.relata.Relata;
import dev.relata.examples.atlas.model.AtlasModel;
import dev.relata.observe.NPlusOne;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.schema.Schema;
import dev.relata.spi.StatementListener;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import io.r2dbc.spi.R2dbcException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The database of a run, with the tables of this example in a schema of their own. Thread-safe. */
public final class Database {

    private static final String SCHEMA = "jdk_atlas";
    private static final Option<String> OPTION = Option.valueOf("schema");

    private final @Nullable EmbeddedServer server;
    private final ConnectionFactoryOptions options;
    private final ConnectionFactory connections;
    private final R2dbcStore store;
    private final String description;

    private Database(@Nullable EmbeddedServer server, String url, String description, StatementListener listener) {
        this.server = server;
        this.options = ConnectionFactoryOptions.parse(url);
        this.connections = ConnectionFactories.get(options);
        this.store = R2dbcStore.builder()
                .url(url)
                .option(OPTION.name(), SCHEMA)
                .listener(listener)
                .build();
        this.description = description;
    }

    /**
     * Opens the database at a URL.
     *
     * @param url an R2DBC URL
     * @param listener is told each statement that Relata sends
     * @return the database; nothing is connected yet
     * @throws DatabaseException where the URL is not one
     */
    public static Database at(String url, StatementListener listener) {
        try {
            Object host = ConnectionFactoryOptions.parse(url).getRequiredValue(ConnectionFactoryOptions.HOST);
            return new Database(null, url, "PostgreSQL at " + host + ", schema " + SCHEMA, listener);
        } catch (IllegalArgumentException | IllegalStateException mistake) {
            throw new DatabaseException(
                    "The URL cannot be used (" + mistake.getMessage()
                            + "). It has the form r2dbc:postgresql://user:password@host:port/database.",
                    mistake);
        }
    }

    /**
     * Starts an embedded database. Blocks for some seconds.
     *
     * @param folder where its data stays
     * @param listener is told each statement that Relata sends
     * @return the database
     * @throws DatabaseException where it does not start
     */
    public static Database embedded(Path folder, StatementListener listener) {
        EmbeddedServer server = EmbeddedServer.start(folder);
        return new Database(server, server.url(), "embedded PostgreSQL, data in " + folder, listener);
    }

    /**
     * The rows.
     *
     * @return records over this database
     */
    public Relata relata() {
        return AtlasModel.on(store);
    }

    /**
     * The rows, for lookups that go out one by one on purpose.
     *
     * @param mode what happens to them
     * @return records over this database
     */
    public Relata relata(NPlusOne mode) {
        return AtlasModel.on(store, mode);
    }

    /**
     * How to connect to it, for others that read the tables.
     *
     * @return the options of connections that find the tables
     */
    public ConnectionFactoryOptions connectionOptions() {
        return options.mutate().option(OPTION, SCHEMA).build();
    }

    /**
     * What to call it.
     *
     * @return a few words for the user
     */
    public String description() {
        return description;
    }

    /**
     * Tells whether the tables are there, full or not.
     *
     * @return true if they are
     */
    public Mono<Boolean> hasTables() {
        String sql = "select to_regclass('" + SCHEMA + ".imports') is not null";
        return clear(Mono.usingWhen(
                connections.create(),
                connection -> Flux.from(connection.createStatement(sql).execute())
                        .concatMap(result -> result.map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class))))
                        .single(),
                Connection::close));
    }

    /**
     * Drops the tables of an earlier import and creates those of the model, empty and without keys, so that they fill fast.
     *
     * @return the number of statements that were sent past Relata
     */
    public Mono<Long> createTables() {
        String[] anew = {"drop schema if exists " + SCHEMA + " cascade", "create schema " + SCHEMA};
        return clear(Statements.run(connections, anew))
                .flatMap(sent -> relata().schema().createTables().thenReturn(sent));
    }

    /**
     * Adds keys and indexes to the full tables, which checks all rows at once, and makes sure that the tables are what the
     * model says.
     *
     * @return the number of statements that were sent past Relata
     */
    public Mono<Long> addConstraints() {
        Schema schema = relata().schema();
        return schema.createConstraints()
                .then(clear(Statements.run(connections, analyze())))
                .flatMap(sent -> schema.verify().thenReturn(sent));
    }

    private String analyze() {
        return relata().model().entities().stream()
                .map(entity -> SCHEMA + "." + entity.table())
                .collect(Collectors.joining(", ", "analyze ", ""));
    }

    /** Says which database cannot be reached, or does not let this program make its tables. */
    private <T> Mono<T> clear(Mono<T> work) {
        return work.onErrorMap(
                R2dbcException.class,
                failure -> new DatabaseException(
                        "Cannot use " + description + ": " + failure.getMessage()
                                + ". The user of the URL must be able to connect and to create a schema.",
                        failure));
    }

    /**
     * Closes the connections and stops an embedded server.
     *
     * @return completes when both are done
     */
    public Mono<Void> close() {
        return store.close().then(stop());
    }

    private Mono<Void> stop() {
        return Mono.<Void>fromRunnable(() -> {
                    if (server != null) {
                        server.close();
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }
}
