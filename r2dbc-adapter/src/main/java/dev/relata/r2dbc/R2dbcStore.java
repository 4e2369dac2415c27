package dev.relata.r2dbc;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Model;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.r2dbc.internal.exec.connection.Connector;
import dev.relata.r2dbc.internal.exec.connection.ServerCheck;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.r2dbc.internal.exec.position.OwnWrites;
import dev.relata.r2dbc.internal.exec.position.OwnWritesKey;
import dev.relata.r2dbc.internal.exec.position.WalPosition;
import dev.relata.r2dbc.internal.exec.replica.Replica;
import dev.relata.r2dbc.internal.exec.replica.Replicas;
import dev.relata.r2dbc.internal.row.RowForms;
import dev.relata.r2dbc.internal.sql.query.NativeSql;
import dev.relata.spi.Capability;
import dev.relata.spi.NativeStatements;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SourceFile;
import dev.relata.spi.Store;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import tools.jackson.databind.json.JsonMapper;

/**
 * The store over R2DBC, for PostgreSQL, H2 and MariaDB: the driver of the connections says which of them. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * R2dbcStore store = R2dbcStore.builder()
 *         .url("r2dbc:postgresql://localhost/library")
 *         .username("library")
 *         .password(password)
 *         .build();
 * Relata relata = Relata.builder().store(store).model(Author.class, Book.class).build();
 * ...
 * store.close().subscribe();   // at the end of the application
 * }</pre>
 *
 * Rows stream in binary whatever the driver's options; all other answers take the server half the work where {@code forceBinary} is
 * set, as the builder does.
 */
public final class R2dbcStore implements Store {

    private static final Logger LOG = LoggerFactory.getLogger(R2dbcStore.class);

    private final StoreServer primary;
    private final List<StoreServer> readers;
    private final Duration replayWait;
    private final Map<String, String> driverOptions;
    private final JsonMapper json;
    private final @Nullable Integer fetchSize;
    private final @Nullable ExternalTransactions external;
    private final RowForms forms;
    private final Dialect dialect;
    private final OwnWritesKey ownWrites = new OwnWritesKey();
    private final Connector connector;
    private final Replicas replicas;
    private final ServerCheck profile;

    R2dbcStore(
            StoreServer primary,
            List<StoreServer> readers,
            Duration replayWait,
            Map<String, String> driverOptions,
            JsonMapper json,
            @Nullable Integer fetchSize,
            @Nullable ExternalTransactions external,
            RowForms forms,
            ServerCheck profile) {
        this.primary = primary;
        this.readers = List.copyOf(readers);
        this.replayWait = replayWait;
        this.driverOptions = new TreeMap<>(driverOptions);
        this.json = json;
        this.fetchSize = fetchSize;
        this.external = external;
        this.forms = forms;
        this.dialect = Dialects.of(primary.factory());
        this.profile = profile;
        this.connector = primary.connector(ownWrites, profile);
        List<Replica> others = readers.stream()
                .map(reader -> new Replica(reader.name(), reader.connector(ownWrites, profile)))
                .toList();
        this.replicas = new Replicas(connector, others, ownWrites, replayWait);
    }

    /**
     * Creates a store of connections that are somebody else's to close: best a pool, of any size from 1.
     *
     * <p>Logs a warning where the pool has no acquire time-out, for then a pipeline that needs more connections than
     * there are hangs; {@link #explain()} says all.
     *
     * @param factory where connections come from
     * @return the store
     */
    public static R2dbcStore of(ConnectionFactory factory) {
        return builder().connectionFactory(factory).build();
    }

    /**
     * Begins a store with options, as a rule with a pool of its own.
     *
     * @return the builder
     */
    public static R2dbcStoreBuilder builder() {
        return new R2dbcStoreBuilder();
    }

    /**
     * Begins SQL of one's own, which runs where the requests of a {@code Relata} run: in the transaction of the reactive context,
     * on its connection, in its turn. Nothing is sent before an answer is subscribed to.
     *
     * <p>Values are bound by their Java types: a {@code String} as text, a {@code Long} as bigint, an array as an array, and what
     * has no type of its own as JSON. If PostgreSQL needs another type, write a cast: {@code mood = $1::mood}. Converters of the
     * model are not applied. Nothing may follow a semicolon at the end.
     *
     * @param relata the front door of this store
     * @param text one statement, with {@code $1}, {@code $2}, … for the values
     * @param values the values, in the order of their numbers; null is a value
     * @return what reads or carries out the statement
     */
    public static SqlQuery sql(NativeStatements.Provider relata, String text, @Nullable Object... values) {
        NativeStatements.Provider door = RefusedException.unlessNull(relata, "sql", "the Relata");
        return new SqlQuery(door.nativeStatements(), NativeSql.of(text, values));
    }

    /** Says so where a pool may hang. */
    R2dbcStore warned() {
        servers().filter(server -> !server.owned()).forEach(R2dbcStore::warn);
        return this;
    }

    private static void warn(StoreServer server) {
        if (server.pool().waitsForEver()) {
            LOG.warn(
                    "The connection pool of this R2dbcStore ({}) has no acquire time-out: a pipeline that needs more"
                            + " connections than there are waits for ever. Set maxAcquireTime on the pool"
                            + " (spring.r2dbc.pool.max-acquire-time in Spring Boot), or let R2dbcStore.builder() make it.",
                    server.name());
        }
        if (server.pool().connectsForEver()) {
            LOG.warn(
                    "The connection pool of this R2dbcStore ({}) has no time limit for opening a connection: one that the server"
                            + " does not answer keeps its place in the pool for ever. Set maxCreateConnectionTime on the pool"
                            + " (spring.r2dbc.pool.max-create-connection-time in Spring Boot), or let R2dbcStore.builder() make it.",
                    server.name());
        }
    }

    @Override
    public Store.Open open(Model model) {
        return OpenStore.open(client(), replicas, ownWrites, json, fetchSize, external, dialect, forms, model);
    }

    private SqlClient client() {
        return SqlClient.of(connector, primary.options());
    }

    /**
     * Lets the reads of a pipeline see its writes, where reads go to {@link R2dbcStoreBuilder#reader readers} that are behind. Each
     * subscription is a scope of its own; inside another one it goes on with that.
     *
     * <pre>{@code
     * relata.save(author).then(relata.find(Author.class, id)).contextWrite(store.readYourWrites());
     * }</pre>
     *
     * <p>After each statement that commits by itself, and with each COMMIT, one more statement asks for the position in the log of the
     * primary. A read that would go to a reader asks there how far that has come, and waits for the position for as long as {@link
     * R2dbcStoreBuilder#replayWait} says, without a connection meanwhile; then it goes to the primary, as it does at once where a reader
     * does not tell. What a transaction of a framework has written in which Relata took part is asked for before the next read. Writes of others are seen
     * when they come. Of no effect on reads in transactions that may write, which the primary answers.
     *
     * <p>Goes around the pipeline and its batch scope: {@code pipeline.as(relata::batched).contextWrite(store.readYourWrites())}. A batch
     * scope without it reads from the primary once it has written.
     *
     * @return what {@code contextWrite} takes
     */
    public Function<Context, Context> readYourWrites() {
        return readYourWrites(null);
    }

    /**
     * As {@link #readYourWrites()}, and sees what another pipeline has written, perhaps in another process.
     *
     * @param position the {@link #writePosition()} of the other pipeline, or null where there is none; another text is a
     *     {@link RefusedException} when it is subscribed to. A position that is made up lets reads wait, and go to the primary
     * @return what {@code contextWrite} takes
     */
    public Function<Context, Context> readYourWrites(@Nullable String position) {
        return context -> ownWrites.open(context, position == null ? null : WalPosition.parse(position));
    }

    /**
     * Returns the position behind the writes so far of the {@link #readYourWrites() scope} of the subscriber, for another one to begin
     * with. Asks the primary only where a framework has committed.
     *
     * @return the position, as PostgreSQL writes a LSN; empty outside a scope, and where nothing was written. A {@link RefusedException}
     *     where the server does not tell
     */
    public Mono<String> writePosition() {
        return Mono.deferContextual(context -> {
            OwnWrites writes = ownWrites.find(context);
            return writes == null
                    ? Mono.empty()
                    : replicas.known("writePosition", writes)
                            .flatMap(
                                    known -> known
                                            ? Mono.justOrEmpty(writes.position())
                                                    .map(WalPosition::toString)
                                            : Mono.error(
                                                    new RefusedException(
                                                            "writePosition: the server does not tell the position of its"
                                                                    + " log, so no reader can be waited for: read from the primary, in a transaction")));
        });
    }

    /**
     * Writes a model from the tables of the database, before there is one: what {@code relata.schema().records(…)} does. Two
     * statements on subscribe, neither of which changes anything. Errors are those of {@code dev.relata.error}.
     *
     * @param packageName the package of the records
     * @param filter which tables are left out
     * @return the source files, by path; a {@link dev.relata.error.RefusedException} where the package has no name of Java's, or the
     *     database no table
     */
    public Flux<SourceFile> records(String packageName, SchemaFilter filter) {
        RefusedException.unlessNull(packageName, "records", "the name of the package");
        RefusedException.unlessNull(filter, "records", "the filter");
        if (dialect.lacks().contains(Capability.CATALOGUE)) {
            throw new RefusedException("records: the catalogue of " + dialect.name()
                    + " is not read without a model, as docs/other-databases.md says; write the records by hand");
        }
        return Flux.defer(() -> StoreSchema.records(dialect, client().direct(), packageName, filter));
    }

    /**
     * Returns the number of connections that the store has taken and not given back: those of its transactions, of its streams
     * and of single statements that run. One that somebody else's transaction owns is not among them.
     *
     * @return the number, now
     */
    public int heldConnections() {
        return servers().mapToInt(server -> server.held().count()).sum();
    }

    /**
     * Returns the connections that {@link #heldConnections()} counts.
     *
     * @return each of them as it is now, the one that is held longest first
     */
    public List<HeldConnection> connections() {
        return servers()
                .flatMap(StoreServer::connections)
                .sorted(Comparator.comparing(HeldConnection::held).reversed())
                .toList();
    }

    private Stream<StoreServer> servers() {
        return Stream.concat(Stream.of(primary), readers.stream());
    }

    /**
     * Describes which options are set, which are missing, and the cost of that; for a log at start-up.
     *
     * @return a few lines of text, without any password
     */
    public String explain() {
        SqlClientOptions options = primary.options();
        Stream<String> all = Stream.of(
                "R2dbcStore",
                "  driver: " + primary.driver(),
                "  pool: " + primary.describePool(),
                "  driver options: " + driverOptions(),
                "  server: " + profile.describe(),
                "  pooler: " + primary.pooler().describe(),
                "  rows: " + (dialect.sendsBinary() ? forms.describe() : "objects of the driver"),
                "  statement listeners: " + options.listeners().size(),
                "  time limits: " + limits(options),
                "  transactions: " + transactions(),
                "  outer transactions wait " + options.outerWait().toMillis() + " ms for an idle inner one");
        return Stream.concat(all, describeReaders()).collect(Collectors.joining("\n"));
    }

    private Stream<String> describeReaders() {
        return readers.isEmpty()
                ? Stream.empty()
                : Stream.concat(
                        Stream.of("  reads outside transactions go to " + readers.size()
                                + " readers in turn; those of readYourWrites() wait " + replayWait.toMillis()
                                + " ms for one"),
                        readers.stream().map(StoreServer::describeReader));
    }

    private static String limits(SqlClientOptions options) {
        Duration statements = options.statementTimeout();
        return "begin and end of transactions and cursors "
                + options.endingTimeout().toMillis() + " ms; statements "
                + (statements == null ? "none" : statements.toMillis() + " ms");
    }

    private String transactions() {
        if (external == null) {
            return "its own";
        }
        return external.begins()
                ? "those of a framework, also the ones that relata.transactional begins"
                : "its own, and those of a framework around it";
    }

    private String driverOptions() {
        if (!primary.owned()) {
            return "those of the given factory; tcpKeepAlive among them finds connections that died in silence";
        }
        return driverOptions.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(", "));
    }

    /**
     * Closes the pools that the builder made; connections that were given are left alone. Statements that run are not
     * waited for. A second call does nothing.
     *
     * @return completes when the pools are closed
     */
    public Mono<Void> close() {
        return Flux.fromStream(this::servers).concatMap(StoreServer::close).then();
    }

    @Override
    public String toString() {
        return "R2dbcStore(" + primary.factory().getMetadata().getName() + ")";
    }
}
