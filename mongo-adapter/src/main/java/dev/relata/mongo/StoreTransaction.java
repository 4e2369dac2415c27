package dev.relata.mongo;

import dev.relata.error.StoreException;
import dev.relata.error.TransactionException;
import dev.relata.mongo.exec.Commands;
import dev.relata.mongo.exec.SessionTransaction;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A transaction of MongoDB's. It has no savepoints: an inner one that is rolled back takes the outer one with it. */
final class StoreTransaction extends StoreSession implements Transaction {

    private static final String READ_ONLY = "25006";

    private final SessionTransaction transaction;
    private final AtomicBoolean doomed;
    private final boolean inner;

    private StoreTransaction(
            Shared shared, SessionTransaction transaction, Writing writing, AtomicBoolean doomed, boolean inner) {
        super(shared, transaction.commands(), writing);
        this.transaction = transaction;
        this.doomed = doomed;
        this.inner = inner;
    }

    static StoreTransaction of(Shared shared, SessionTransaction transaction, TransactionOptions options) {
        return new StoreTransaction(shared, transaction, writes(transaction, options), new AtomicBoolean(), false);
    }

    private static Writing writes(SessionTransaction transaction, TransactionOptions options) {
        return new Writing() {
            @Override
            public <R> Mono<R> run(String label, boolean single, Function<Commands, Mono<R>> write) {
                return options.readOnly()
                        ? Mono.error(new StoreException(
                                label + ": a read-only transaction cannot write; drop asReadOnly()",
                                READ_ONLY,
                                false,
                                null))
                        : write.apply(transaction.commands());
            }
        };
    }

    @Override
    public Mono<Transaction> nested() {
        return Mono.fromSupplier(() -> {
            if (transaction.ended()) {
                throw new TransactionException(
                        "the transaction has ended; subscribe inside transactional(…), and nowhere else");
            }
            Writing same = new Writing() {
                @Override
                public <R> Mono<R> run(String label, boolean single, Function<Commands, Mono<R>> write) {
                    return write.apply(transaction.commands());
                }
            };
            return new StoreTransaction(shared(), transaction, same, doomed, true);
        });
    }

    @Override
    public Mono<Void> commit() {
        return Mono.defer(() -> {
            if (inner) {
                return Mono.empty();
            }
            return doomed.get() ? transaction.rollback().then(Mono.error(taken())) : transaction.commit();
        });
    }

    private static TransactionException taken() {
        return new TransactionException(
                "an inner transaction was rolled back, and MongoDB has no savepoints to undo it"
                        + " alone: everything is rolled back. Let the inner error end the outer transaction, or do not nest them");
    }

    @Override
    public Mono<Void> rollback() {
        return Mono.defer(() -> {
            if (inner) {
                doomed.set(true);
                return Mono.empty();
            }
            return transaction.rollback();
        });
    }
}
