package dev.relata.spring.transaction;

import com.mongodb.reactivestreams.client.ClientSession;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.ReactiveMongoTransactionManager;
import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;

/**
 * Finds the session that Spring has bound to a transaction. What holds the session is not public, but a manager may look at it: this one
 * does that, and begins nothing. Thread-safe.
 */
@SuppressWarnings("serial") // is never written
final class BoundSession extends ReactiveMongoTransactionManager {

    /**
     * Makes the lookup.
     *
     * @param databases the factory that sessions are bound to
     */
    BoundSession(ReactiveMongoDatabaseFactory databases) {
        super(databases);
    }

    /** Returns the session of a transaction, or null where none is bound. */
    @Nullable
    ClientSession of(TransactionContext transaction) {
        Object bound = doGetTransaction(new TransactionSynchronizationManager(transaction));
        return ((ReactiveMongoTransactionObject) bound).getSession();
    }
}
