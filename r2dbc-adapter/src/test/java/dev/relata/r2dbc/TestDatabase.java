package dev.relata.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.PostgresqlConnectionFactoryProvider;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.ValidationDepth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/**
 * An empty database on the test server, for one test class: {@code create()} it before all tests, {@code close()} it
 * after them.
 *
 * <p>The server is chosen by {@link TestDatabaseChoice} and started once per JVM. What is asked here blocks, and uses a
 * connection of its own, so it sees and ends what the connections under test do.
 */
public final class TestDatabase implements AutoCloseable {

    private static final boolean BINARY = !"text".equals(System.getProperty("relata.test.driver"));

    private static final String OBSERVER = "relata-test-observer";
    // By name, not by process: an earlier observer may still be on its way out.
    private static final String UNDER_TEST =
            "backend_type = 'client backend' AND application_name <> '" + OBSERVER + "'";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestDatabaseServer server;
    private final String name;

    /** Kept open for what is asked around every test: a new backend learns the tables anew. */
    private final ConnectionPool often;

    private TestDatabase(TestDatabaseServer server, String name) {
        this.server = server;
        this.name = name;
        this.often = new ConnectionPool(ConnectionPoolConfiguration.builder(observer())
                .initialSize(0)
                .maxSize(1)
                .maxAcquireTime(PATIENCE)
                .validationDepth(ValidationDepth.REMOTE)
                .acquireRetry(1)
                .build());
    }

    /** Creates an empty database, in UTF-8 and with text ordered by code point, on every kind of server. */
    public static TestDatabase create() {
        TestDatabase database = new TestDatabase(
                TestDatabaseServer.get(),
                "relata_" + UUID.randomUUID().toString().replace("-", ""));
        database.maintain("CREATE DATABASE " + database.name + " TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C'");
        if (isCluster()) {
            database.execute("CREATE EXTENSION IF NOT EXISTS citus");
        }
        return database;
    }

    /** Whether the databases are to be those of a Citus cluster, whose shards are then all on the coordinator. */
    private static boolean isCluster() {
        String choice = System.getenv("RELATA_TEST_CITUS");
        if (choice != null && !choice.equals("tenant")) {
            throw new IllegalStateException("RELATA_TEST_CITUS is \"" + choice + "\": write tenant, or unset it");
        }
        return choice != null;
    }

    /** Drops the database, ending the connections that are still open to it. */
    @Override
    public void close() {
        often.dispose();
        maintain("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** The major version of the server. */
    public static int serverVersion() {
        return TestDatabaseServer.get().version();
    }

    /** Where the code under test connects: to the server, or to the pooler of {@code -Drelata.test.pooler}. */
    public String host() {
        return TestPooler.isPgBouncer() ? "localhost" : serverHost();
    }

    public int port() {
        return TestPooler.isPgBouncer() ? Pooled.POOLER.port() : serverPort();
    }

    TestDatabaseServer server() {
        return server;
    }

    String serverHost() {
        return server.require(ConnectionFactoryOptions.HOST);
    }

    int serverPort() {
        return server.require(ConnectionFactoryOptions.PORT);
    }

    public String user() {
        return server.require(ConnectionFactoryOptions.USER);
    }

    public String password() {
        return server.require(ConnectionFactoryOptions.PASSWORD).toString();
    }

    public String name() {
        return name;
    }

    /**
     * The driver's configuration for this database, to be completed by a test that needs driver options. It asks for binary values, as
     * that of the store's own builder does; with {@code -Drelata.test.driver=text} it does not, as the driver's own does. With {@code
     * -Drelata.test.pooler=pgbouncer} it leads there, and prepared statements have no names; with {@code pgbouncer-prepared} they have.
     */
    public PostgresqlConnectionConfiguration.Builder configuration() {
        if (!TestPooler.isPgBouncer()) {
            return direct();
        }
        PostgresqlConnectionConfiguration.Builder pooled = direct().host(host()).port(port());
        return TestPooler.canRename() ? pooled : pooled.preparedStatementCacheQueries(0);
    }

    /** The driver's configuration for this database at the server itself. */
    PostgresqlConnectionConfiguration.Builder direct() {
        return PostgresqlConnectionFactoryProvider.builder(server.options(name)).forceBinary(BINARY);
    }

    /** A factory of new connections, without a pool and without any driver option of its own. */
    public PostgresqlConnectionFactory connectionFactory() {
        return new PostgresqlConnectionFactory(configuration().build());
    }

    /** A pool of at most so many connections that gives up an acquire after ten seconds; the caller disposes of it. */
    public ConnectionPool pool(int size) {
        return pool(connectionFactory(), size);
    }

    /** As {@link #pool(int)}, over a factory of the test's own, for example one that counts statements. */
    public static ConnectionPool pool(ConnectionFactory factory, int size) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .initialSize(0)
                .maxSize(size)
                .maxAcquireTime(Duration.ofSeconds(10))
                .maxCreateConnectionTime(PATIENCE)
                .build());
    }

    /** Runs the statements one after the other, each committed by itself. */
    public void execute(String... statements) {
        run(observer(), List.of(statements));
    }

    /** As {@link #execute}, on one connection that stays open, for statements that leave nothing behind in their session. */
    public void executeOften(String statement) {
        run(often, List.of(statement));
    }

    /** The rows of a query, mapped. */
    public <T> List<T> query(String sql, Function<Row, T> mapping) {
        return rows(observer(), sql, mapping);
    }

    /** The first column of the only row of a query, null for SQL's null. */
    public <T> @Nullable T value(String sql, Class<T> type) {
        List<Optional<T>> values = query(sql, row -> Optional.ofNullable(row.get(0, type)));
        if (values.size() != 1) {
            throw new AssertionError("expected one row, got " + values.size() + ": " + sql);
        }
        return values.get(0).orElse(null);
    }

    /** How many connections to this database are open, those that ask here not counted. */
    public long connections() {
        return backends(observer(), "true");
    }

    /** How many connections to this database have a transaction open, those that ask here not counted. */
    public long transactions() {
        return backends(often, "xact_start IS NOT NULL");
    }

    /** How many connections to this database run a statement now, those that ask here not counted. */
    public long running() {
        return backends(observer(), "state = 'active'");
    }

    /**
     * Waits until the observed number is the expected one, for what the server does after it has answered: a closed
     * connection is seen for a moment longer.
     *
     * @throws AssertionError where it is not so within 20 seconds
     */
    public static void await(LongSupplier observed, long expected) {
        AtomicLong last = new AtomicLong();
        Mono.fromSupplier(observed::getAsLong)
                .doOnNext(last::set)
                .subscribeOn(Schedulers.boundedElastic())
                .filter(value -> value == expected)
                .repeatWhenEmpty(rounds -> rounds.delayElements(Duration.ofMillis(10)))
                .timeout(PATIENCE)
                .onErrorMap(
                        TimeoutException.class,
                        late -> new AssertionError("expected " + expected + ", it stays at " + last.get(), late))
                .as(StepVerifier::create)
                .expectNext(expected)
                .verifyComplete();
    }

    /** Ends one connection from the server's side, as a crash of its backend would. */
    public void kill(int backendPid) {
        execute("SELECT pg_terminate_backend(" + backendPid + ")");
    }

    /** Ends all connections to this database from the server's side, and answers with how many there were. */
    public long killAll() {
        return query(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND "
                                + UNDER_TEST,
                        row -> true)
                .size();
    }

    private static long backends(ConnectionFactory from, String condition) {
        String count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND " + UNDER_TEST
                + " AND " + condition;
        return rows(from, count, row -> row.get(0, Long.class)).get(0);
    }

    private ConnectionFactory observer() {
        return new PostgresqlConnectionFactory(
                direct().applicationName(OBSERVER).build());
    }

    private void maintain(String statement) {
        run(ConnectionFactories.get(server.maintenanceOptions()), List.of(statement));
    }

    private static void run(ConnectionFactory factory, List<String> statements) {
        withConnection(
                factory,
                connection -> Flux.fromIterable(statements)
                        .concatMap(sql -> connection.createStatement(sql).execute())
                        .concatMap(result -> result.getRowsUpdated()));
    }

    private static <T> List<T> rows(ConnectionFactory factory, String sql, Function<Row, T> mapping) {
        return withConnection(
                factory,
                connection -> Flux.from(connection.createStatement(sql).execute())
                        .concatMap(result -> result.map((row, metadata) -> mapping.apply(row))));
    }

    private static <T> List<T> withConnection(ConnectionFactory factory, Function<Connection, Flux<T>> work) {
        List<T> rows = Flux.usingWhen(factory.create(), work, Connection::close)
                .collectList()
                .block(PATIENCE);
        return rows == null ? List.of() : rows;
    }

    /** One for all databases of this JVM, over ten connections to each. */
    private static final class Pooled {
        static final TestPooler POOLER = PgBouncer.start(
                TestDatabaseServer.get(),
                TestPooler.canRename() ? TestPooler.Mode.RENAMING : TestPooler.Mode.TRANSACTION,
                10);
    }
}
