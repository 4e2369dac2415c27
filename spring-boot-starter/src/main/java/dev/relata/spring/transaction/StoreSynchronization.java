package dev.relata.spring.transaction;

import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.reactive.TransactionSynchronization;
import reactor.core.publisher.Mono;

/**
 * The part of a store in one transaction of Spring: what the store sends ends before the transaction does, and batch scopes forget
 * after it. Spring suspends and resumes it with the transaction.
 *
 * @param factory where the connections or sessions of the transaction come from: of several stores, each has its own part
 * @param transaction what the store does in it
 * @param drain waits for what was sent, before a commit
 * @param end refuses what comes later, and waits for what runs
 * @param ended lets batch scopes forget
 * @param <T> the transaction, as the store's adapter knows it
 */
record StoreSynchronization<T>(
        Object factory, T transaction, Supplier<Mono<Void>> drain, Supplier<Mono<Void>> end, Supplier<Mono<Void>> ended)
        implements TransactionSynchronization, Ordered {

    /** Returns what a store does in a transaction, or null if it takes no part yet. */
    static <T> @Nullable T find(TransactionContext transaction, Object factory, Class<T> type) {
        synchronized (transaction) {
            Set<TransactionSynchronization> present = transaction.getSynchronizations();
            if (present == null) {
                return null;
            }
            for (TransactionSynchronization synchronization : present) {
                if (synchronization instanceof StoreSynchronization<?> part && part.factory == factory) {
                    return type.cast(part.transaction);
                }
            }
            return null;
        }
    }

    /** Lets a store take part, unless another thread has; null where the transaction takes no parts any more. */
    static <T> @Nullable T join(TransactionContext transaction, StoreSynchronization<T> part, Class<T> type) {
        synchronized (transaction) {
            T first = find(transaction, part.factory, type);
            Set<TransactionSynchronization> present = transaction.getSynchronizations();
            if (first != null || present == null) {
                return first;
            }
            present.add(part);
            return part.transaction;
        }
    }

    /** After those of users, which may still write. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public Mono<Void> beforeCommit(boolean readOnly) {
        return drain.get();
    }

    @Override
    public Mono<Void> beforeCompletion() {
        return end.get();
    }

    @Override
    public Mono<Void> afterCompletion(int status) {
        return ended.get();
    }
}
