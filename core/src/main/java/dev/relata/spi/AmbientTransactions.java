package dev.relata.spi;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/**
 * The transactions of a framework, such as Spring's, in which a store takes part. Requests of a pipeline that runs in one go there
 * instead of outside any transaction. Thread-safe.
 */
public interface AmbientTransactions {

    /**
     * Finds the transaction that the framework keeps in a reactive context. Called at each subscription; must not block.
     *
     * @param context the subscriber's context
     * @return the innermost open transaction of the framework on this store, the same object as long as it lasts, or null
     */
    @Nullable
    AmbientTransaction current(ContextView context);

    /**
     * Tells whether the outermost {@code transactional} of a pipeline is begun by the framework.
     *
     * @return false by default: the store begins it, and the framework does not know of it
     */
    default boolean begins() {
        return false;
    }

    /**
     * Runs a pipeline in a new transaction of the framework, which {@link #current} finds in the context of the pipeline. Called
     * only where {@link #begins} is true, outside any transaction.
     *
     * @param pipeline the pipeline; rolled back on error and on cancel
     * @param options isolation and read-only; retries are the caller's to make
     * @param <R> an element of the answer
     * @return the elements as they come; completes after the commit. Errors of the pipeline as they are, those of the beginning and
     *     of the commit as the store signals them
     */
    default <R> Flux<R> begin(Flux<R> pipeline, TransactionOptions options) {
        return Flux.error(() -> new IllegalStateException("these transactions are begun by the store itself"));
    }

    /**
     * Counts the transactions of the framework that may have written and have been committed so far, whoever began them. A batch
     * scope forgets what it knows when the number has changed: the framework's users may have written in one inside the scope.
     * Called at each lookup of a scope; must not block.
     *
     * @return the number, which only grows; always 0 by default, for a framework that does not tell
     */
    default long commits() {
        return 0;
    }

    /**
     * Tells whether the database ended a transaction because of another one, so that {@code retry(n)} repeats it; also where the
     * framework signals that by an error of its own.
     *
     * @param error the error of the transaction
     * @return true for a serialization failure and for a deadlock
     */
    default boolean isConflict(Throwable error) {
        return error instanceof StoreException store
                && (store.reason() == Reason.SERIALIZATION || store.reason() == Reason.DEADLOCK);
    }
}
