package dev.relata.spring.transaction;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Counts the commits of a transaction manager, except those of transactions that only read. Thread-safe. */
final class CommitCounter implements TransactionExecutionListener {

    private final AtomicLong commits = new AtomicLong();

    private CommitCounter() {}

    /** Listens to a manager for as long as it lives; one that takes no listeners is not counted. */
    static CommitCounter of(ReactiveTransactionManager manager) {
        CommitCounter counter = new CommitCounter();
        if (manager instanceof ConfigurableTransactionManager configurable) {
            configurable.addListener(counter);
        }
        return counter;
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        if (!transaction.isReadOnly()) {
            commits.incrementAndGet();
        }
    }

    long commits() {
        return commits.get();
    }
}
