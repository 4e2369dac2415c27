package dev.relata.spring.transaction;

import com.mongodb.reactivestreams.client.ClientSession;
import dev.relata.mongo.ExternalTransaction;
import dev.relata.mongo.ExternalTransactions;
import dev.relata.spi.TransactionOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/**
 * The transactions of Spring in sessions of one database factory. What a store does in one is kept among its synchronizations, which
 * Spring suspends and resumes with it. Immutable, thread-safe.
 */
final class MongoTransactions implements ExternalTransactions {

    private final ReactiveMongoDatabaseFactory databases;
    private final ReactiveTransactionManager manager;
    private final CommitCounter counter;

    MongoTransactions(
            ReactiveMongoDatabaseFactory databases, ReactiveTransactionManager manager, CommitCounter counter) {
        this.databases = databases;
        this.manager = manager;
        this.counter = counter;
    }

    @Override
    public @Nullable ExternalTransaction current(ContextView context) {
        TransactionContext transaction =
                context.<@Nullable TransactionContext>getOrDefault(TransactionContext.class, null);
        if (transaction == null || !transaction.isActualTransactionActive()) {
            return null;
        }
        MongoSynchronization known = MongoSynchronization.find(transaction, databases);
        return known == null ? join(transaction, context) : known.transaction();
    }

    private @Nullable ExternalTransaction join(TransactionContext transaction, ContextView context) {
        ClientSession session = BoundSession.find(databases, transaction, context);
        return session == null || !session.hasActiveTransaction()
                ? null
                : MongoSynchronization.join(transaction, databases, session);
    }

    @Override
    public long commits() {
        return counter.commits();
    }

    @Override
    public boolean begins() {
        return true;
    }

    @Override
    public <R> Flux<R> begin(Flux<R> pipeline, TransactionOptions options) {
        return TransactionalOperator.create(manager, Definitions.of(options)).transactional(pipeline);
    }
}
