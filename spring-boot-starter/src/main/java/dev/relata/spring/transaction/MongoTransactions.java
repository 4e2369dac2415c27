package dev.relata.spring.transaction;

import com.mongodb.reactivestreams.client.ClientSession;
import dev.relata.mongo.ExternalTransaction;
import dev.relata.mongo.ExternalTransactions;
import dev.relata.spi.TransactionOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.transaction.reactive.TransactionContext;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/**
 * The transactions of Spring in sessions of one database factory. What a store does in one is kept among its synchronizations, which
 * Spring suspends and resumes with it. Immutable, thread-safe.
 */
final class MongoTransactions implements ExternalTransactions {

    private final ReactiveMongoDatabaseFactory databases;
    private final ManagedTransactions managed;
    private final BoundSession bound;

    MongoTransactions(ReactiveMongoDatabaseFactory databases, ManagedTransactions managed) {
        this.databases = databases;
        this.managed = managed;
        this.bound = new BoundSession(databases);
    }

    @Override
    public @Nullable ExternalTransaction current(ContextView context) {
        TransactionContext transaction = ManagedTransactions.active(context);
        if (transaction == null) {
            return null;
        }
        ExternalTransaction known = StoreSynchronization.find(transaction, databases, ExternalTransaction.class);
        return known == null ? join(transaction) : known;
    }

    private @Nullable ExternalTransaction join(TransactionContext transaction) {
        ClientSession session = bound.of(transaction);
        if (session == null || !session.hasActiveTransaction()) {
            return null;
        }
        ExternalTransaction joined = ExternalTransaction.in(session, Definitions.of(transaction));
        return StoreSynchronization.join(
                transaction,
                new StoreSynchronization<>(databases, joined, joined::drain, joined::end, joined::ended),
                ExternalTransaction.class);
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
