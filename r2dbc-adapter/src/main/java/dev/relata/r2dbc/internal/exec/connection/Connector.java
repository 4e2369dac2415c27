package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.r2dbc.internal.dialect.TransactionForms;
import dev.relata.r2dbc.internal.exec.position.OwnWritesKey;
import dev.relata.spi.stream.ConflictRetry;
import dev.relata.spi.stream.StatementReports;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.util.Collections;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Takes connections. */
public final class Connector implements ConnectionSource {

    private static final String PRIMARY = "primary";

    private final ConnectionFactory factory;
    private final ClientSettings settings;
    private final PoolerCheck pooler;
    private final ServerCheck profile;
    private final int retries;

    /** The most connections of the pool, 0 where no pool can be seen. */
    private final int places;

    /** For the attempts behind the second one: what it takes to count them is made where they are needed. */
    private final Retry dead;

    private final @Nullable Connection lent;

    /** Makes a connector of the only server of its store. */
    public Connector(
            ConnectionFactory factory,
            SqlClientOptions options,
            HeldConnections held,
            PoolerCheck pooler,
            ServerCheck profile) {
        this(PRIMARY, factory, options, held, pooler, profile, new OwnWritesKey());
    }

    /**
     * Makes a connector.
     *
     * @param server the name of the server
     * @param ownWrites finds who wants to read what was written
     */
    public Connector(
            String server,
            ConnectionFactory factory,
            SqlClientOptions options,
            HeldConnections held,
            PoolerCheck pooler,
            ServerCheck profile,
            OwnWritesKey ownWrites) {
        TransactionForms forms = profile.forms();
        this.factory = factory;
        this.settings = new ClientSettings(
                server,
                ownWrites,
                new StatementReports(options.listeners(), profile.errors()::statement),
                held,
                options.endingTimeout(),
                options.statementTimeout(),
                SessionTerminator.of(factory, forms.terminate()),
                forms,
                profile.errors(),
                forms.blocks() ? new BlockingCalls(forms.name()) : null,
                Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>())));
        this.places = places(factory);
        this.pooler = pooler;
        this.profile = profile;
        // An acquire that timed out has waited long enough: only one that fails at once is tried again.
        this.retries = options.acquireRetries();
        this.dead = ConflictRetry.immediately(Math.max(retries - 1, 0), error -> !Errors.timedOut(error));
        this.lent = null;
    }

    private Connector(Connector other, Connection lent) {
        this.factory = other.factory;
        this.settings = other.settings;
        this.pooler = other.pooler;
        this.profile = other.profile;
        this.retries = other.retries;
        this.places = other.places;
        this.dead = other.dead;
        this.lent = lent;
    }

    private static int places(ConnectionFactory factory) {
        ConnectionPool pool = factory instanceof Wrapped<?> wrapped ? wrapped.unwrap(ConnectionPool.class) : null;
        return pool == null
                ? 0
                : pool.getMetrics().map(PoolMetrics::getMaxAllocatedSize).orElse(0);
    }

    /** Returns a connector that takes none, but uses a connection which somebody else has taken and gives back. */
    public Connector lending(Connection connection) {
        return new Connector(this, connection);
    }

    @Override
    public Mono<ConnectionClient> open(String label) {
        Mono<ConnectionClient> taken = take(label);
        Mono<ConnectionClient> admitted =
                pooler.isPassed() ? taken : taken.flatMap(client -> pooler.admit(label, client));
        Mono<ConnectionClient> seen = profile.isKnown() ? admitted : admitted.flatMap(client -> looked(label, client));
        return profile.forms().session() == null ? seen : seen.flatMap(client -> ready(label, client));
    }

    private Mono<ConnectionClient> ready(String label, ConnectionClient client) {
        return client.ready(label)
                .onErrorResume(error -> givenBack(client, error)
                        .then(Mono.error(profile.errors().statement(label, error))));
    }

    private Mono<ConnectionClient> looked(String label, ConnectionClient client) {
        return client.look(profile)
                .thenReturn(client)
                .onErrorResume(error -> givenBack(client, error)
                        .then(Mono.error(profile.errors().statement(label, error))));
    }

    private static Mono<Void> givenBack(ConnectionClient client, Throwable error) {
        if (client.isLent()) {
            return Mono.empty();
        }
        return error instanceof TimeLimitException late ? client.abandon(late.limit()) : client.destroy();
    }

    @Override
    public ServerCheck serverCheck() {
        return profile;
    }

    private Mono<ConnectionClient> take(String label) {
        Connection given = lent;
        if (given != null) {
            return Mono.fromSupplier(() -> ConnectionClient.lent(given, settings));
        }
        return create().onErrorResume(this::isWorthAnother, error -> create().retryWhen(dead))
                .<ConnectionClient>map(connection -> ConnectionClient.taken(connection, settings, label))
                .onErrorMap(error -> profile.errors()
                        .acquire(place(label), error, places, settings.held().count()));
    }

    private String place(String label) {
        return settings.server().equals(PRIMARY) ? label : label + ", over the " + settings.server();
    }

    private Mono<Connection> create() {
        Mono<Connection> created = Mono.defer(() -> Mono.from(factory.create()));
        BlockingCalls blocking = settings.blocking();
        // A pool has nothing to do but to wait.
        return blocking == null || places > 0 ? created : blocking.run(created);
    }

    private boolean isWorthAnother(Throwable error) {
        return retries > 0 && !Errors.timedOut(error);
    }
}
