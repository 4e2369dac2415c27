package dev.relata.spring.transaction;

import dev.relata.r2dbc.ExternalTransaction;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.reactive.TransactionSynchronization;
import reactor.core.publisher.Mono;

/**
 * Takes part in one transaction of Spring: statements of the store end before it does, and batch scopes forget after it.
 *
 * @param connections the factory of the store
 * @param transaction what the store does in it
 */
record StoreSynchronization(ConnectionFactory connections, ExternalTransaction transaction)
        implements TransactionSynchronization, Ordered {

    /** Returns the part of a store in a transaction, or null if it takes none yet. */
    static @Nullable StoreSynchronization find(TransactionContext transaction, ConnectionFactory connections) {
        Set<TransactionSynchronization> present = transaction.getSynchronizations();
        if (present != null) {
            for (TransactionSynchronization synchronization : present) {
                if (synchronization instanceof StoreSynchronization store && store.connections == connections) {
                    return store;
                }
            }
        }
        return null;
    }

    /** Lets a store take part; where threads meet, all get the same transaction. */
    static @Nullable ExternalTransaction join(
            TransactionContext transaction, ConnectionFactory connections, Connection connection) {
        synchronized (transaction) {
            StoreSynchronization first = find(transaction, connections);
            if (first != null) {
                return first.transaction;
            }
            Set<TransactionSynchronization> present = transaction.getSynchronizations();
            if (present == null) {
                return null;
            }
            ExternalTransaction joined = ExternalTransaction.on(connection, Definitions.of(transaction));
            present.add(new StoreSynchronization(connections, joined));
            return joined;
        }
    }

    /** After those of users, which may still write. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> beforeCommit(boolean readOnly) {
        return transaction.drain();
    }

    @Override
    public Mono<Void> beforeCompletion() {
        return transaction.end();
    }

    @Override
    public Mono<Void> afterCompletion(int status) {
        return transaction.ended();
    }
}
