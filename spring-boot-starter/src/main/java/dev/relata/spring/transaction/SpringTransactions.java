package dev.relata.spring.transaction;

import dev.relata.r2dbc.ExternalTransaction;
import dev.relata.r2dbc.ExternalTransactions;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.connection.ConnectionHolder;
import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/**
 * The transactions of Spring on one connection factory. What a store does in one is kept among its synchronizations, which Spring
 * suspends and resumes with it. Immutable, thread-safe.
 */
final class SpringTransactions implements ExternalTransactions {

    private final ConnectionFactory connections;
    private final ManagedTransactions managed;

    /**
     * Makes the transactions.
     *
     * @param connections the factory of the store and of the manager
     * @param managed the transactions of the manager
     */
    SpringTransactions(ConnectionFactory connections, ManagedTransactions managed) {
        this.connections = connections;
        this.managed = managed;
    }

    @Override
    public @Nullable ExternalTransaction current(ContextView context) {
        TransactionContext transaction = ManagedTransactions.active(context);
        if (transaction == null) {
            return null;
        }
        ExternalTransaction known = StoreSynchronization.find(transaction, connections, ExternalTransaction.class);
        return known == null ? join(transaction) : known;
    }

    private @Nullable ExternalTransaction join(TransactionContext transaction) {
        TransactionSynchronizationManager synchronizations = new TransactionSynchronizationManager(transaction);
        Connection connection = connection(synchronizations);
        if (connection == null) {
            return null;
        }
        ExternalTransaction joined = ExternalTransaction.on(connection, Definitions.of(transaction));
        return StoreSynchronization.join(
                transaction,
                new StoreSynchronization<>(connections, joined, joined::drain, joined::end, joined::ended),
                ExternalTransaction.class);
    }

    /** A transaction of another manager may have bound a connection that is in none. */
    private @Nullable Connection connection(TransactionSynchronizationManager transaction) {
        if (!(transaction.getResource(connections) instanceof ConnectionHolder holder)) {
            return null;
        }
        Connection connection = connectionOf(holder);
        return connection == null || connection.isAutoCommit() ? null : connection;
    }

    /** Whether there is one cannot be asked for. */
    private static @Nullable Connection connectionOf(ConnectionHolder holder) {
        try {
            return holder.getConnection();
        } catch (IllegalStateException none) {
            return null;
        }
    }

    @Override
    public long commits() {
        return managed.commits();
    }

    @Override
    public boolean begins() {
        return true;
    }

    @Override
    public <R> Flux<R> begin(Flux<R> pipeline, TransactionOptions options) {
        return managed.begin(pipeline, options);
    }
}
