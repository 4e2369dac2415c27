package dev.relata.r2dbc;

import dev.relata.spi.TransactionOptions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/**
 * The transactions that a framework begins and ends on connections of the store's factory, so that requests in them go over those
 * connections. Implemented for each framework; given to {@link R2dbcStoreBuilder#transactions}. Thread-safe.
 */
public interface ExternalTransactions {

    /**
     * Finds the transaction that the framework keeps in a reactive context. Called at each subscription; must not block.
     *
     * @param context the subscriber's context
     * @return the open transaction, the same object as long as it lasts; null outside any, and while it is suspended
     */
    @Nullable
    ExternalTransaction current(ContextView context);

    /**
     * Counts the transactions of the framework that may have written and have been committed so far, whoever began them: when the
     * number changes batch scopes forget what they know. Called at each lookup of a scope; must not block.
     *
     * @return the number, which only grows; always 0 by default, for a framework that does not tell
     */
    default long commits() {
        return 0;
    }

    /**
     * Tells whether the framework begins the outermost {@code transactional} of a pipeline, so that its own users inside take part.
     *
     * @return false by default
     */
    default boolean begins() {
        return false;
    }

    /**
     * Runs a pipeline in a new transaction of the framework. Called only where {@link #begins} is true, outside any transaction.
     *
     * @param pipeline the pipeline; {@link #current} finds the transaction in its context. It is rolled back on error and on cancel
     * @param options isolation and read-only; the retries are not the framework's to make
     * @param <R> an element of the answer
     * @return the elements as they come; completes after the commit. Errors of the pipeline as they are, others may be the
     *     framework's with the driver's as a cause
     */
    default <R> Flux<R> begin(Flux<R> pipeline, TransactionOptions options) {
        return Flux.error(() -> new IllegalStateException("these transactions are begun by the store itself"));
    }
}
