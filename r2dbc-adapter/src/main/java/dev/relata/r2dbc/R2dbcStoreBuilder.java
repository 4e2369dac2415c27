package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.exec.connection.HeldConnections;
import dev.relata.r2dbc.internal.exec.connection.PoolerCheck;
import dev.relata.r2dbc.internal.exec.connection.ServerCheck;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.r2dbc.internal.row.RowForms;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.spi.StatementListener;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes an {@link R2dbcStore} with a pool of its own: give a URL, or host and database, or else a connection factory.
 * Not thread-safe.
 */
public final class R2dbcStoreBuilder {

    /** Without {@code forceBinary} a record that no cursor brings comes as hexadecimal text, in twice the bytes. */
    private static final Map<String, Object> DEFAULTS =
            Map.of("applicationName", "relata", "tcpKeepAlive", true, "forceBinary", true);

    /** The options of the driver that travel as startup parameters, and what does the same at the server. */
    private static final Map<String, String> STARTUP_OPTIONS = new TreeMap<>(Map.of(
            "currentSchema", "name the schema in @Table(schema = …), or set it by ALTER ROLE … SET search_path = …",
            "schema", "name the schema in @Table(schema = …), or set it by ALTER ROLE … SET search_path = …",
            "statementTimeout", "set it by ALTER ROLE … SET statement_timeout = …",
            "lockWaitTimeout", "set it by ALTER ROLE … SET lock_timeout = …",
            "options", "set each of them by ALTER ROLE … SET … = …"));

    private static final Option<Object> CACHED_STATEMENTS = Option.valueOf("preparedStatementCacheQueries");

    private final ConnectionFactoryOptions.Builder given = ConnectionFactoryOptions.builder();
    private final Map<String, String> driverOptions = new TreeMap<>();
    private @Nullable String url;
    private @Nullable ConnectionFactory factory;
    private boolean addressed;
    private int maxSize = 10;
    private Duration acquireTimeout = Duration.ofSeconds(30);
    private Duration connectTimeout = Duration.ofSeconds(10);
    private JsonMapper json = JsonMapper.builder().build();
    private SqlClientOptions options = SqlClientOptions.defaults();
    private Pooler pooler = Pooler.DETECT;
    private @Nullable ServerProfile server;
    private final List<Object> readers = new ArrayList<>();
    private Duration replayWait = Duration.ofSeconds(1);
    private @Nullable Integer acquireRetries;
    private @Nullable Integer fetchSize;
    private @Nullable Function<? super ConnectionFactory, ? extends @Nullable ExternalTransactions> transactions;

    R2dbcStoreBuilder() {
        DEFAULTS.forEach((name, value) -> driverOptions.put(name, value.toString()));
    }

    /**
     * Where the database is.
     *
     * @param url an R2DBC URL such as {@code r2dbc:postgresql://host:5432/database} or {@code r2dbc:h2:mem:///library}, which may hold driver
     *     options; its driver says which database it is
     * @return this builder
     */
    public R2dbcStoreBuilder url(String url) {
        this.url = url;
        return this;
    }

    /**
     * The host, where no URL is given.
     *
     * @param host its name
     * @return this builder
     */
    public R2dbcStoreBuilder host(String host) {
        addressed = true;
        return given(ConnectionFactoryOptions.HOST, host);
    }

    /**
     * The port; 5432 by default.
     *
     * @param port the port
     * @return this builder
     */
    public R2dbcStoreBuilder port(int port) {
        return given(ConnectionFactoryOptions.PORT, port);
    }

    /**
     * The database.
     *
     * @param database its name
     * @return this builder
     */
    public R2dbcStoreBuilder database(String database) {
        return given(ConnectionFactoryOptions.DATABASE, database);
    }

    /**
     * Who connects.
     *
     * @param username the user's name
     * @return this builder
     */
    public R2dbcStoreBuilder username(String username) {
        return given(ConnectionFactoryOptions.USER, username);
    }

    /**
     * The user's password.
     *
     * @param password the password, which is never shown
     * @return this builder
     */
    public R2dbcStoreBuilder password(CharSequence password) {
        return given(ConnectionFactoryOptions.PASSWORD, password);
    }

    /**
     * An option of the driver, by its name in the driver's documentation.
     *
     * @param name the option, such as {@code schema} or {@code statementTimeout}
     * @param value its value
     * @return this builder
     */
    public R2dbcStoreBuilder option(String name, Object value) {
        boolean secret = name.equals("password") || name.equals("sslPassword");
        driverOptions.put(name, secret ? "***" : value.toString());
        return given(Option.valueOf(name), value);
    }

    /**
     * Connections that are made elsewhere, in place of an address. Driver options and the settings of the pool are then
     * theirs, and the store does not close them.
     *
     * @param connectionFactory where connections come from, best a pool
     * @return this builder
     */
    public R2dbcStoreBuilder connectionFactory(ConnectionFactory connectionFactory) {
        this.factory = connectionFactory;
        return this;
    }

    /**
     * Adds a server that only reads, such as a standby, over a pool of its own with the options of this builder; may be called several
     * times. Reads outside transactions go there, and so do streams and transactions that are read-only: each operation, and each
     * batch scope, to one of the readers in turn. What they read may be older than the last write: see {@link
     * R2dbcStore#readYourWrites()}. Everything else goes to the primary.
     *
     * <p>A reader that cannot be connected is left alone for 10 s, with one warning: reads go to the other readers, or to the primary.
     * A read that a standby ends in favour of its recovery fails for {@link dev.relata.error.Reason#REPLICA_CONFLICT}.
     *
     * @param url an R2DBC URL, as of {@link #url}, of one server; user and password are those of this builder unless it has its own
     * @return this builder
     */
    public R2dbcStoreBuilder reader(String url) {
        readers.add(Objects.requireNonNull(url, "reader() needs a URL"));
        return this;
    }

    /**
     * Adds a server that only reads, as {@link #reader(String)} does, over connections that are made elsewhere, which the store does not
     * close. They need {@code forceBinary} where those of the primary have it.
     *
     * @param connectionFactory where connections come from, best a pool, all of them to one server
     * @return this builder
     */
    public R2dbcStoreBuilder reader(ConnectionFactory connectionFactory) {
        readers.add(Objects.requireNonNull(connectionFactory, "reader() needs a connection factory"));
        return this;
    }

    /**
     * Sets how long a read of {@link R2dbcStore#readYourWrites()} waits for a reader to have the writes, before it goes to the primary;
     * 1 s by default.
     *
     * @param wait the time; zero to look once
     * @return this builder
     */
    public R2dbcStoreBuilder replayWait(Duration wait) {
        if (wait.isNegative()) {
            throw new IllegalArgumentException("a wait cannot be negative, was " + wait);
        }
        replayWait = wait;
        return this;
    }

    /**
     * The most connections of the pool, and of that of each {@link #reader(String) reader}; 10 by default.
     *
     * @param connections how many, 1 or more
     * @return this builder
     */
    public R2dbcStoreBuilder maxSize(int connections) {
        if (connections < 1) {
            throw new IllegalArgumentException("a pool needs 1 connection or more, was " + connections);
        }
        maxSize = connections;
        return this;
    }

    /**
     * How long an acquire waits for a connection before it fails; 30 s by default.
     *
     * @param timeout the time, longer than zero
     * @return this builder
     */
    public R2dbcStoreBuilder acquireTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("an acquire needs some time, was " + timeout);
        }
        acquireTimeout = timeout;
        return this;
    }

    /**
     * Sets how long opening a connection may take, from the first packet to the end of the authentication; 10 s by default. Then the
     * attempt fails, and its place in the pool is free again. Of no effect where a connection factory is given: set
     * {@code maxCreateConnectionTime} on its pool.
     *
     * @param timeout the time, longer than zero
     * @return this builder
     */
    public R2dbcStoreBuilder connectTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a connection needs some time to open, was " + timeout);
        }
        connectTimeout = timeout;
        return this;
    }

    /**
     * Sets how long the server may take to answer what begins or ends a transaction, a savepoint or a cursor; 5 s by default. Then the
     * connection is closed, and its session on the server is ended over another connection where one can be had: no network that
     * loses packets holds a connection, or locks, for longer. A COMMIT that was not answered is a
     * {@link dev.relata.error.CommitUnknownException}; one that checks many deferred constraints, or waits for a standby, may need
     * more time.
     *
     * @param timeout the time, longer than zero
     * @return this builder
     */
    public R2dbcStoreBuilder endingTimeout(Duration timeout) {
        options = options.endingTimeout(timeout);
        return this;
    }

    /**
     * Sets how long any other statement may take, each FETCH of a stream on its own; without limit by default. Then it is cancelled on
     * the server, and fails with a {@link dev.relata.error.StoreException} for {@link dev.relata.error.Reason#TIMEOUT}. Where
     * the server does not answer that either, its connection is closed: then a write outside any transaction ends in a
     * {@link dev.relata.error.CommitUnknownException}. The limit is kept here, so it holds behind a pooler and for a given connection
     * factory too; not inside a transaction of a framework, whose statements may come first on its connection.
     *
     * @param timeout the time, longer than zero
     * @return this builder
     */
    public R2dbcStoreBuilder statementTimeout(Duration timeout) {
        options = options.statementTimeout(timeout);
        return this;
    }

    /**
     * Sets the rows of each fetch of a stream whose {@code Iteration} does not say; at most two of them are held at a time. By
     * default fetches begin with 64 rows and grow to 4,096 or about 1 MiB, whichever is less.
     *
     * @param rows 1 or more
     * @return this builder
     */
    public R2dbcStoreBuilder fetchSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("fetchSize must be 1 or more, was " + rows);
        }
        fetchSize = rows;
        return this;
    }

    /**
     * Sets how many further connections are tried when an idle one turns out to be dead, as after a restart of the server
     * or where a firewall forgets connections. The default is the size of the pool, since all its idle connections die
     * together; 0 for a connection factory whose pool cannot be seen.
     *
     * @param retries 0 or more
     * @return this builder
     */
    public R2dbcStoreBuilder acquireRetries(int retries) {
        if (retries < 0) {
            throw new IllegalArgumentException("acquireRetries must be 0 or more, was " + retries);
        }
        acquireRetries = retries;
        return this;
    }

    /**
     * How long a statement of an outer transaction waits while an open inner one does nothing; 10 s by default.
     *
     * @param wait the time, longer than zero
     * @return this builder
     */
    public R2dbcStoreBuilder outerWait(Duration wait) {
        options = options.outerWait(wait);
        return this;
    }

    /**
     * Sets how long the read-only transaction of a stream may wait for its consumer, in place of the server's
     * {@code idle_in_transaction_session_timeout}, which ends the connection of a stream whose consumer is slower than that. It holds
     * for the transactions that the store begins for streams, and for no other. By default the setting of the server stays.
     *
     * @param limit the time, zero for any
     * @return this builder
     */
    public R2dbcStoreBuilder streamIdleLimit(Duration limit) {
        options = options.streamIdle(limit);
        return this;
    }

    /**
     * One more listener of every statement.
     *
     * @param listener the listener
     * @return this builder
     */
    public R2dbcStoreBuilder listener(StatementListener listener) {
        options = options.listener(listener);
        return this;
    }

    /**
     * What writes and reads JSON columns; Jackson's defaults unless given.
     *
     * @param mapper the mapper
     * @return this builder
     */
    public R2dbcStoreBuilder json(JsonMapper mapper) {
        json = mapper;
        return this;
    }

    /**
     * Sets the kind of pooler that stands between the store and PostgreSQL, such as PgBouncer; by default the store looks for one.
     *
     * @param kind the kind
     * @return this builder
     */
    public R2dbcStoreBuilder pooler(Pooler kind) {
        pooler = Objects.requireNonNull(kind, "pooler() needs a kind of pooler");
        return this;
    }

    /**
     * Says what the server can do, for one that speaks PostgreSQL's protocol; by default the store finds out at its first connection, by
     * one exchange: PostgreSQL, Citus, CockroachDB or YugabyteDB.
     *
     * @param profile what it can do
     * @return this
     */
    public R2dbcStoreBuilder server(ServerProfile profile) {
        server = Objects.requireNonNull(profile, "server() needs a profile");
        return this;
    }

    /**
     * The transactions of a framework in which the store takes part; by default it knows only those that it begins itself.
     *
     * @param theirs called once by {@link #build} with the factory of the store, on whose connections the framework must begin them;
     *     answers its transactions, or null if there are none on that factory
     * @return this builder
     */
    public R2dbcStoreBuilder transactions(
            Function<? super ConnectionFactory, ? extends @Nullable ExternalTransactions> theirs) {
        this.transactions = theirs;
        return this;
    }

    /**
     * Makes the store, and its pool where no connection factory was given. Opens no connection.
     *
     * @return the store
     * @throws IllegalStateException if it is not clear where the database is, or if an option does not go with the {@link Pooler}
     */
    public R2dbcStore build() {
        if (factory != null) {
            check(url == null && !addressed, "a connection factory and an address are both given: give one of them");
            StoreServer primary = given(StoreServer.PRIMARY, factory, new HeldConnections());
            return store(primary, Map.of(), RowForms.unknown());
        }
        check(
                url != null || addressed,
                "nothing says where the database is: give a url, a host or a connectionFactory");
        check(url == null || !addressed, "a url and a host are both given: give one of them");
        ConnectionFactoryOptions address = address();
        return store(own(StoreServer.PRIMARY, address, new HeldConnections()), driverOptions, forms(address));
    }

    private R2dbcStore store(StoreServer primary, Map<String, String> driverOptions, RowForms forms) {
        ServerCheck profile = profile(Dialects.of(primary.factory()));
        List<StoreServer> others = new ArrayList<>();
        for (Object reader : readers) {
            String name = "reader " + (others.size() + 1);
            HeldConnections held = primary.held().beside();
            others.add(
                    reader instanceof ConnectionFactory connections
                            ? given(name, connections, held)
                            : own(name, address(reader.toString()), held));
        }
        ExternalTransactions external = external(primary.factory());
        return new R2dbcStore(primary, others, replayWait, driverOptions, json, fetchSize, external, forms, profile)
                .warned();
    }

    private StoreServer given(String name, ConnectionFactory connections, HeldConnections held) {
        String problem = SharedConnections.of(connections);
        check(problem == null, String.valueOf(problem));
        SqlClientOptions retrying = retrying(PoolSettings.of(connections).maxSize());
        return new StoreServer(name, null, connections, false, retrying, ofGiven(connections), held);
    }

    private StoreServer own(String name, ConnectionFactoryOptions address, HeldConnections held) {
        ConnectionPool pool = pool(ConnectionFactories.get(address));
        String place = address.getValue(ConnectionFactoryOptions.HOST) + ":"
                + Objects.requireNonNullElse(address.getValue(ConnectionFactoryOptions.PORT), 5432);
        return new StoreServer(name, place, pool, true, retrying(maxSize), ofOwn(pool), held);
    }

    private ServerCheck profile(Dialect dialect) {
        if (!dialect.sendsBinary()) {
            check(server == null, "server(…) is for what speaks PostgreSQL's protocol, and this is " + dialect.name());
            check(readers.isEmpty(), "readers are those of PostgreSQL, and this is " + dialect.name());
            return ServerCheck.of(dialect);
        }
        return server == null ? ServerCheck.detecting() : ServerCheck.of(server);
    }

    /** Whether the driver of a given factory names its statements is not seen before the first connection. */
    private PoolerCheck ofGiven(ConnectionFactory connections) {
        return pooler == Pooler.TRANSACTION
                ? PoolerCheck.ofTransactionMode(connections, pooler.name())
                : ofOwn(connections);
    }

    private PoolerCheck ofOwn(ConnectionFactory connections) {
        Dialect dialect = Dialects.of(connections);
        if (!dialect.sendsBinary()) {
            return PoolerCheck.none("none, for " + dialect.name() + " has none");
        }
        return switch (pooler) {
            case DETECT -> PoolerCheck.detecting(connections, "DETECT");
            case SESSION -> PoolerCheck.none("SESSION: prepared statements are not checked");
            case TRANSACTION -> PoolerCheck.none("TRANSACTION: prepared statements have no names");
        };
    }

    private static RowForms forms(ConnectionFactoryOptions address) {
        return isTrue(address, "forceBinary", false) && isTrue(address, "autodetectExtensions", true)
                ? RowForms.columns()
                : RowForms.unknown();
    }

    /** Options of a URL are texts. */
    private static boolean isTrue(ConnectionFactoryOptions address, String option, boolean otherwise) {
        Object value = address.getValue(Option.valueOf(option));
        return value == null ? otherwise : Boolean.parseBoolean(value.toString());
    }

    private @Nullable ExternalTransactions external(ConnectionFactory connections) {
        return transactions == null ? null : transactions.apply(connections);
    }

    /** When the server restarts every idle connection is dead, and each is found so by an acquire. */
    private SqlClientOptions retrying(int idleConnections) {
        return options.acquireRetries(acquireRetries == null ? idleConnections : acquireRetries);
    }

    /** The defaults, then what the URL says, then what was given by name. */
    private ConnectionFactoryOptions address() {
        ConnectionFactoryOptions parsed = url == null ? null : parsed(url);
        return parsed == null || isPostgres(parsed) ? checked(ofPrimary().build()) : ofOther(parsed);
    }

    /** Another driver has no user, and no option, that PostgreSQL's has. */
    private ConnectionFactoryOptions ofOther(ConnectionFactoryOptions parsed) {
        driverOptions.keySet().removeAll(DEFAULTS.keySet());
        return ConnectionFactoryOptions.builder()
                .from(parsed)
                .from(given.build())
                .build();
    }

    /** What the primary has, then what the URL of the reader says. */
    private ConnectionFactoryOptions address(String reader) {
        return checked(ofPrimary()
                .option(ConnectionFactoryOptions.PORT, 5432)
                .from(parsed(reader))
                .build());
    }

    private ConnectionFactoryOptions.Builder ofPrimary() {
        ConnectionFactoryOptions.Builder address =
                ConnectionFactoryOptions.builder().option(ConnectionFactoryOptions.DRIVER, "postgresql");
        DEFAULTS.forEach((name, value) -> address.option(Option.valueOf(name), value));
        if (url != null) {
            address.from(parsed(url));
        }
        return address.from(given.build());
    }

    private static ConnectionFactoryOptions parsed(String url) {
        ConnectionFactoryOptions parsed = ConnectionFactoryOptions.parse(url);
        check(
                !Objects.equals(parsed.getValue(ConnectionFactoryOptions.DRIVER), "pool"),
                "the builder makes the pool itself: write r2dbc:postgresql://… without pool:");
        return parsed;
    }

    private ConnectionFactoryOptions checked(ConnectionFactoryOptions address) {
        check(address.hasOption(ConnectionFactoryOptions.USER), "nothing says who connects: give a username");
        return pooler == Pooler.TRANSACTION ? withoutSession(address) : address;
    }

    private static boolean isPostgres(ConnectionFactoryOptions parsed) {
        Object driver = parsed.getValue(ConnectionFactoryOptions.DRIVER);
        return Set.of("postgresql", "postgres").contains(String.valueOf(driver));
    }

    /** Poolers in transaction mode keep no state for a client, and refuse most startup parameters. */
    private ConnectionFactoryOptions withoutSession(ConnectionFactoryOptions address) {
        STARTUP_OPTIONS.forEach((option, remedy) -> check(
                !address.hasOption(Option.valueOf(option)),
                "pooler(TRANSACTION) and the option " + option
                        + ", which the driver sends as a startup parameter that poolers refuse or forget: take it out and "
                        + remedy));
        Object cached = address.getValue(CACHED_STATEMENTS);
        check(
                cached == null || cached.toString().equals("0"),
                "pooler(TRANSACTION) and preparedStatementCacheQueries=" + cached
                        + ": prepared statements with names are mixed by the pooler, take the option out; for a pooler that"
                        + " keeps them apart write pooler(DETECT) or pooler(SESSION)");
        driverOptions.put(CACHED_STATEMENTS.name(), "0");
        return address.mutate().option(CACHED_STATEMENTS, 0).build();
    }

    private ConnectionPool pool(ConnectionFactory connections) {
        // A driver that blocks would open its connections on the one thread that all pools share.
        Scheduler opening = Dialects.of(connections).blocks() ? Schedulers.boundedElastic() : Schedulers.single();
        return new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .allocatorSubscribeOn(opening)
                .name("relata")
                .initialSize(0)
                .maxSize(maxSize)
                .maxAcquireTime(acquireTimeout)
                .maxCreateConnectionTime(connectTimeout)
                // The pool would try again after a time-out too, and so wait many times as long as it was told.
                .acquireRetry(0)
                .build());
    }

    private <T> R2dbcStoreBuilder given(Option<T> option, T value) {
        given.option(option, value);
        return this;
    }

    private static void check(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalStateException("R2dbcStore.builder(): " + problem);
        }
    }
}
