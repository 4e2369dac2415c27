package dev.relata.internal.session;

import dev.relata.error.TransactionException;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A transaction that has begun: its session with all layers around it, and what its end needs. Thread-safe.
 *
 * @param transaction the store's
 * @param session where its requests go
 * @param options those of the outermost transaction
 * @param wrote whether it has written
 * @param layers are told of its end
 */
record OpenTransaction(
        Transaction transaction, Session session, TransactionOptions options, WriteMark wrote, SessionLayers layers) {

    static Mono<OpenTransaction> begin(Store.Open store, SessionLayers layers, TransactionOptions options) {
        return store.begin(options).map(begun -> of(begun, options, null, layers));
    }

    private static OpenTransaction of(
            Transaction begun, TransactionOptions options, @Nullable WriteMark outer, SessionLayers layers) {
        WriteMark wrote = new WriteMark(outer);
        return new OpenTransaction(begun, layers.around(begun, wrote), options, wrote, layers);
    }

    /** Begins a transaction inside this one; isolation and access mode are those of the outermost. */
    Mono<OpenTransaction> nested(TransactionOptions inner) {
        if (inner.isolation() != null && inner.isolation() != options.isolation()) {
            return Mono.error(new TransactionException("An inner transaction cannot run at " + inner.isolation()
                    + " inside one at " + (options.isolation() == null ? "the store's default" : options.isolation())
                    + ": choose the isolation where the outermost transaction begins"));
        }
        if (inner.readOnly() && !options.readOnly()) {
            return Mono.error(
                    new TransactionException(
                            "An inner transaction cannot be read-only inside one that writes:"
                                    + " its writes would not be refused; drop asReadOnly(), or give it to the outermost transaction"));
        }
        return transaction.nested().map(begun -> of(begun, options, wrote, layers));
    }

    Mono<Void> commit() {
        return layers.ending(session, wrote, transaction.commit());
    }

    Mono<Void> rollback() {
        return layers.ending(session, wrote, transaction.rollback());
    }
}
