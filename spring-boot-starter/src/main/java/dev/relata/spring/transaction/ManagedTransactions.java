package dev.relata.spring.transaction;

import dev.relata.spi.TransactionOptions;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/** The transactions of one manager, whatever the store: begins them, and counts the commits of those that may write. Thread-safe. */
final class ManagedTransactions implements TransactionExecutionListener {

    private final ReactiveTransactionManager manager;
    private final AtomicLong commits = new AtomicLong();

    private ManagedTransactions(ReactiveTransactionManager manager) {
        this.manager = manager;
    }

    /** Listens to a manager for as long as it lives; the commits of one that takes no listeners are not counted. */
    static ManagedTransactions of(ReactiveTransactionManager manager) {
        ManagedTransactions transactions = new ManagedTransactions(manager);
        if (manager instanceof ConfigurableTransactionManager configurable) {
            configurable.addListener(transactions);
        }
        return transactions;
    }

    /** Returns the open transaction of a context, null outside any. */
    static @Nullable TransactionContext active(ContextView context) {
        TransactionContext transaction =
                context.<@Nullable TransactionContext>getOrDefault(TransactionContext.class, null);
        return transaction == null || !transaction.isActualTransactionActive() ? null : transaction;
    }

    long commits() {
        return commits.get();
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        if (!transaction.isReadOnly()) {
            commits.incrementAndGet();
        }
    }

    /** Runs a pipeline in a new transaction, which is rolled back on error and on cancel. */
    <R> Flux<R> begin(Flux<R> pipeline, TransactionOptions options) {
        TransactionalOperator transactional = TransactionalOperator.create(manager, Definitions.of(options));
        return UninterruptedBegin.of(pipeline, transactional::transactional);
    }
}
