package dev.relata.r2dbc;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Model;
import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.r2dbc.internal.exec.connection.HeldConnections;
import dev.relata.r2dbc.internal.exec.connection.PoolerCheck;
import dev.relata.r2dbc.internal.exec.connection.ServerCheck;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.r2dbc.internal.row.RowForms;
import dev.relata.r2dbc.internal.sql.query.NativeSql;
import dev.relata.spi.NativeStatements;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SourceFile;
import dev.relata.spi.Store;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The store over R2DBC, for PostgreSQL. Immutable and thread-safe.
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

    private final ConnectionFactory factory;
    private final PoolSettings pool;
    private final boolean owned;
    private final Map<String, String> driverOptions;
    private final JsonMapper json;
    private final SqlClientOptions options;
    private final @Nullable Integer fetchSize;
    private final @Nullable ExternalTransactions external;
    private final RowForms forms;
    private final PoolerCheck pooler;
    private final ServerCheck server;
    private final HeldConnections held = new HeldConnections();

    R2dbcStore(
            ConnectionFactory factory,
            boolean owned,
            Map<String, String> driverOptions,
            JsonMapper json,
            SqlClientOptions options,
            @Nullable Integer fetchSize,
            @Nullable ExternalTransactions external,
            RowForms forms,
            PoolerCheck pooler,
            ServerCheck server) {
        this.factory = factory;
        this.pool = PoolSettings.of(factory);
        this.owned = owned;
        this.driverOptions = new TreeMap<>(driverOptions);
        this.json = json;
        this.options = options;
        this.fetchSize = fetchSize;
        this.external = external;
        this.forms = forms;
        this.pooler = pooler;
        this.server = server;
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

    /** Says so where the pool may hang. */
    R2dbcStore warned() {
        if (pool.waitsForEver()) {
            LOG.warn("The connection pool of this R2dbcStore has no acquire time-out: a pipeline that needs more"
                    + " connections than there are waits for ever. Set maxAcquireTime on the pool"
                    + " (spring.r2dbc.pool.max-acquire-time in Spring Boot), or let R2dbcStore.builder() make it.");
        }
        if (pool.connectsForEver()) {
            LOG.warn(
                    "The connection pool of this R2dbcStore has no time limit for opening a connection: one that the server does"
                            + " not answer keeps its place in the pool for ever. Set maxCreateConnectionTime on the pool"
                            + " (spring.r2dbc.pool.max-create-connection-time in Spring Boot), or let R2dbcStore.builder() make it.");
        }
        return this;
    }

    @Override
    public Store.Open open(Model model) {
        return OpenStore.open(client(), json, fetchSize, external, forms, model);
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
        return Flux.defer(() -> StoreSchema.records(client().direct(), packageName, filter));
    }

    private SqlClient client() {
        return SqlClient.of(factory, options, held, pooler, server);
    }

    /**
     * Returns the number of connections that the store has taken and not given back: those of its transactions, of its streams
     * and of single statements that run. One that somebody else's transaction owns is not among them.
     *
     * @return the number, now
     */
    public int heldConnections() {
        return held.count();
    }

    /**
     * Returns the connections that {@link #heldConnections()} counts.
     *
     * @return each of them as it is now, the one that is held longest first
     */
    public List<HeldConnection> connections() {
        return held.list().stream()
                .map(each -> new HeldConnection(each.number(), each.label(), each.held(), each.waiting()))
                .toList();
    }

    /**
     * Describes which options are set, which are missing, and the cost of that; for a log at start-up.
     *
     * @return a few lines of text, without any password
     */
    public String explain() {
        return String.join(
                "\n",
                "R2dbcStore",
                "  driver: " + driver(),
                "  pool: " + pool.describe() + (owned ? "" : "; not closed by this store"),
                "  driver options: " + driverOptions(),
                "  server: " + server.describe(),
                "  pooler: " + pooler.describe(),
                "  rows: " + forms.describe(),
                "  statement listeners: " + options.listeners().size(),
                "  time limits: " + limits(),
                "  transactions: " + transactions(),
                "  outer transactions wait " + options.outerWait().toMillis() + " ms for an idle inner one");
    }

    private String limits() {
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

    private String driver() {
        String name = factory.getMetadata().getName();
        return name.equals("PostgreSQL")
                ? name
                : name + ", which is not PostgreSQL's: the statements are written for PostgreSQL and may fail";
    }

    private String driverOptions() {
        if (!owned) {
            return "those of the given factory; tcpKeepAlive among them finds connections that died in silence";
        }
        return driverOptions.entrySet().stream()
                .map(option -> option.getKey() + "=" + option.getValue())
                .collect(Collectors.joining(", "));
    }

    /**
     * Closes the pool that the builder made; connections that were given are left alone. Statements that run are not
     * waited for. A second call does nothing.
     *
     * @return completes when the pool is closed
     */
    public Mono<Void> close() {
        ConnectionPool own = owned ? pool.pool() : null;
        return own == null ? Mono.empty() : Mono.defer(own::disposeLater);
    }

    @Override
    public String toString() {
        return "R2dbcStore(" + factory.getMetadata().getName() + ")";
    }
}
