package dev.relata.spring.transaction;

import com.mongodb.reactivestreams.client.ClientSession;
import dev.relata.mongo.ExternalTransaction;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.reactive.TransactionSynchronization;
import reactor.core.publisher.Mono;

/**
 * Takes part in one transaction of Spring: commands of the store end before it does, and batch scopes forget after it.
 *
 * @param databases the factory of the transaction manager
 * @param transaction what the store does in it
 */
record MongoSynchronization(ReactiveMongoDatabaseFactory databases, ExternalTransaction transaction)
        implements TransactionSynchronization, Ordered {

    /** Returns the part of a store in a transaction, or null if it takes none yet. */
    static @Nullable MongoSynchronization find(TransactionContext transaction, ReactiveMongoDatabaseFactory databases) {
        Set<TransactionSynchronization> present = transaction.getSynchronizations();
        if (present != null) {
            for (TransactionSynchronization synchronization : present) {
                if (synchronization instanceof MongoSynchronization store && store.databases == databases) {
                    return store;
                }
            }
        }
        return null;
    }

    /** Lets a store take part; where threads meet, all get the same transaction. */
    static @Nullable ExternalTransaction join(
            TransactionContext transaction, ReactiveMongoDatabaseFactory databases, ClientSession session) {
        synchronized (transaction) {
            MongoSynchronization first = find(transaction, databases);
            if (first != null) {
                return first.transaction;
            }
            Set<TransactionSynchronization> present = transaction.getSynchronizations();
            if (present == null) {
                return null;
            }
            ExternalTransaction joined = ExternalTransaction.in(session, Definitions.of(transaction));
            present.add(new MongoSynchronization(databases, joined));
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
