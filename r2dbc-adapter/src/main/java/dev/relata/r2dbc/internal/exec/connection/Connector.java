package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.spi.stream.ConflictRetry;
import dev.relata.spi.stream.StatementReports;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Takes connections. */
public final class Connector {

    private final ConnectionFactory factory;
    private final StatementReports reports;
    private final HeldConnections held;
    private final PoolerCheck pooler;
    private final int retries;

    /** For the attempts behind the second one: what it takes to count them is made where they are needed. */
    private final Retry dead;

    private final @Nullable Connection lent;

    public Connector(ConnectionFactory factory, SqlClientOptions options, HeldConnections held, PoolerCheck pooler) {
        this.factory = factory;
        this.held = held;
        this.pooler = pooler;
        this.reports = new StatementReports(options.listeners());
        // An acquire that timed out has waited long enough: only one that fails at once is tried again.
        this.retries = options.acquireRetries();
        this.dead = ConflictRetry.immediately(Math.max(retries - 1, 0), error -> !Errors.timedOut(error));
        this.lent = null;
    }

    private Connector(Connector other, Connection lent) {
        this.factory = other.factory;
        this.reports = other.reports;
        this.held = other.held;
        this.pooler = other.pooler;
        this.retries = other.retries;
        this.dead = other.dead;
        this.lent = lent;
    }

    /** Returns a connector that takes none, but uses a connection which somebody else has taken and gives back. */
    public Connector lending(Connection connection) {
        return new Connector(this, connection);
    }

    /**
     * Takes a connection. Must not be cancelled: a cancel that meets the answer would lose the connection on the way. A
     * subscriber that is no longer interested waits for it and gives it back.
     */
    public Mono<ConnectionClient> open(String label) {
        Mono<ConnectionClient> taken = take(label);
        return pooler.isPassed() ? taken : taken.flatMap(client -> pooler.admit(label, client));
    }

    private Mono<ConnectionClient> take(String label) {
        Connection given = lent;
        if (given != null) {
            return Mono.fromSupplier(() -> ConnectionClient.lent(given, reports, held));
        }
        return create().onErrorResume(this::isWorthAnother, error -> create().retryWhen(dead))
                .<ConnectionClient>map(connection -> ConnectionClient.taken(connection, reports, held, label))
                .onErrorMap(error -> Errors.acquire(label, error));
    }

    private Mono<Connection> create() {
        return Mono.defer(() -> Mono.from(factory.create()));
    }

    private boolean isWorthAnother(Throwable error) {
        return retries > 0 && !Errors.timedOut(error);
    }
}
