package dev.relata.mongo;

import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.mongo.internal.exec.Commands;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Transaction;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A part of a framework's transaction, which the framework ends. There are no savepoints: an inner part that has written and is rolled
 * back keeps the whole from being committed.
 */
final class JoinedTransaction extends StoreSession implements Transaction {

    private final ExternalTransaction transaction;
    private final Commands commands;
    private final @Nullable JoinedTransaction outer;
    private final AtomicBoolean wrote = new AtomicBoolean();

    JoinedTransaction(Shared shared, ExternalTransaction transaction) {
        this(shared, transaction, shared.server().join(transaction.session()), null);
    }

    private JoinedTransaction(
            Shared shared, ExternalTransaction transaction, Commands commands, @Nullable JoinedTransaction outer) {
        super(shared, commands);
        this.transaction = transaction;
        this.commands = commands;
        this.outer = outer;
    }

    /** No index can be created once this transaction has the collection open. */
    @Override
    <R> Flux<R> prepared(Flux<R> rows) {
        return transaction.options().readOnly() ? rows : indexed().thenMany(rows);
    }

    private Mono<Void> indexed() {
        return shared().indexes().allReady();
    }

    @Override
    <R> Mono<R> write(String label, boolean single, Function<Commands, Mono<R>> write) {
        if (transaction.options().readOnly()) {
            return Mono.error(() -> new StoreException(
                    label + ": the transaction around is read-only, and cannot write",
                    Reason.READ_ONLY,
                    null,
                    false,
                    null));
        }
        return indexed().then(Mono.defer(() -> {
            wrote.set(true);
            return write.apply(commands);
        }));
    }

    /** It would wait for this very transaction where that has a collection open. */
    @Override
    public Mono<Void> createSchema(SchemaPart part) {
        return Mono.error(() -> new RefusedException(
                "a schema cannot be created inside a transaction of MongoDB's: ask schema() outside the transaction"));
    }

    @Override
    public Mono<Transaction> nested() {
        return Mono.fromSupplier(() -> new JoinedTransaction(shared(), transaction, commands, this));
    }

    @Override
    public Mono<Void> commit() {
        return Mono.fromRunnable(() -> {
            if (outer != null) {
                outer.wrote.compareAndSet(false, wrote.get());
            }
        });
    }

    @Override
    public Mono<Void> rollback() {
        return Mono.fromRunnable(() -> transaction.doomed().compareAndSet(false, wrote.get()));
    }
}
