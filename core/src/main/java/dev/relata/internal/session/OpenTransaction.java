package dev.relata.internal.session;

import dev.relata.error.RefusedException;
import dev.relata.error.TransactionException;
import dev.relata.spi.AmbientTransaction;
import dev.relata.spi.Isolation;
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
 * @param ambient the transaction of a framework that it is, or is inside of; null if there is none
 * @param outer the transaction around it that Relata knows of; null for the outermost
 */
record OpenTransaction(
        Transaction transaction,
        Session session,
        TransactionOptions options,
        WriteMark wrote,
        SessionLayers layers,
        @Nullable AmbientTransaction ambient,
        @Nullable OpenTransaction outer)
        implements AmbientTransaction.Participant {

    static final TransactionOptions SNAPSHOT =
            TransactionOptions.isolation(Isolation.REPEATABLE_READ).asReadOnly();

    static Mono<OpenTransaction> begin(Store.Open store, SessionLayers layers, TransactionOptions options) {
        return begun(store.begin(options), layers, options);
    }

    /** Puts the layers around a transaction that is about to begin. */
    static Mono<OpenTransaction> begun(Mono<Transaction> begin, SessionLayers layers, TransactionOptions options) {
        return begin.map(begun -> {
            WriteMark wrote = new WriteMark(null);
            return new OpenTransaction(begun, layers.around(begun, wrote), options, wrote, layers, null, null);
        });
    }

    /** Takes part in a transaction that its framework has begun and will end; once, whoever asks first. */
    static OpenTransaction join(AmbientTransaction ambient, SessionLayers layers) {
        return (OpenTransaction) ambient.join(() -> {
            WriteMark wrote = new WriteMark(null);
            Session session = layers.around(ambient.requests(), wrote);
            return new OpenTransaction(ambient.requests(), session, ambient.options(), wrote, layers, ambient, null);
        });
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
        return transaction.nested().map(this::inner);
    }

    private OpenTransaction inner(Transaction begun) {
        WriteMark inside = new WriteMark(wrote);
        return new OpenTransaction(begun, layers.around(begun, inside), options, inside, layers, ambient, this);
    }

    /** Refuses retries in a transaction that Relata has not begun and cannot repeat. */
    static RefusedException notRepeatable(int retries) {
        return new RefusedException(
                "transactional: retry(" + retries + ") inside a transaction that a framework has begun"
                        + " would repeat a part of it, and after a conflict the database takes no statement of the rest: repeat the"
                        + " whole transaction where it begins, or leave the beginning to relata.transactional");
    }

    Mono<Void> commit() {
        return layers.ending(session, wrote, transaction.commit());
    }

    Mono<Void> rollback() {
        return layers.ending(session, wrote, transaction.rollback());
    }

    /** Others may have written too, and nobody has seen what. */
    @Override
    public Mono<Void> ended() {
        return layers.ending(session, () -> true, Mono.empty());
    }
}
