package dev.relata.mongo;

import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.error.TransactionException;
import dev.relata.mongo.internal.exec.Commands;
import dev.relata.mongo.internal.exec.SessionTransaction;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A transaction of MongoDB's. It has no savepoints: an inner one that has written and is rolled back takes the outer one with
 * it.
 */
final class StoreTransaction extends StoreSession implements Transaction {

    private final SessionTransaction transaction;
    private final TransactionOptions options;
    private final @Nullable StoreTransaction outer;
    private final AtomicBoolean doomed;
    private final AtomicBoolean wrote = new AtomicBoolean();

    StoreTransaction(Shared shared, SessionTransaction transaction, TransactionOptions options) {
        super(shared, transaction.commands());
        this.transaction = transaction;
        this.options = options;
        this.outer = null;
        this.doomed = new AtomicBoolean();
    }

    private StoreTransaction(StoreTransaction outer) {
        super(outer.shared(), outer.transaction.commands());
        this.transaction = outer.transaction;
        this.options = outer.options;
        this.outer = outer;
        this.doomed = outer.doomed;
    }

    @Override
    <R> Mono<R> write(String label, boolean single, Function<Commands, Mono<R>> write) {
        if (options.readOnly()) {
            return Mono.error(new StoreException(
                    label + ": a read-only transaction cannot write; drop asReadOnly()",
                    Reason.READ_ONLY,
                    null,
                    false,
                    null));
        }
        return Mono.defer(() -> {
            wrote.set(true);
            return write.apply(transaction.commands());
        });
    }

    /** It would wait for this very transaction where that has a collection open. */
    @Override
    public Mono<Void> createSchema(SchemaPart part) {
        return Mono.error(() -> new RefusedException(
                "a schema cannot be created inside a transaction of MongoDB's: ask schema() outside transactional(…)"));
    }

    @Override
    public Mono<Transaction> nested() {
        return Mono.fromSupplier(() -> {
            if (transaction.ended()) {
                throw new TransactionException(
                        "the transaction has ended; subscribe inside transactional(…), and nowhere else");
            }
            return new StoreTransaction(this);
        });
    }

    @Override
    public Mono<Void> commit() {
        return Mono.defer(() -> {
            StoreTransaction around = outer;
            if (around != null) {
                around.wrote.compareAndSet(false, wrote.get());
                return Mono.empty();
            }
            return doomed.get() ? transaction.rollback().then(Mono.error(taken())) : transaction.commit();
        });
    }

    static TransactionException taken() {
        return new TransactionException(
                "an inner transaction that had written was rolled back, and MongoDB has no savepoints to undo it"
                        + " alone: everything is rolled back. Let the inner error end the outer transaction, or do not nest them");
    }

    @Override
    public Mono<Void> rollback() {
        return Mono.defer(() -> {
            if (outer != null) {
                doomed.compareAndSet(false, wrote.get());
                return Mono.empty();
            }
            return transaction.rollback();
        });
    }
}
