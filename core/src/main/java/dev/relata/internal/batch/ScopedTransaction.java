package dev.relata.internal.batch;

import dev.relata.spi.Transaction;
import reactor.core.publisher.Mono;

/** A transaction at whose end the scope forgets what was read inside, and after writes all that it knows. */
final class ScopedTransaction extends ScopedSession implements Transaction {

    private final Transaction transaction;
    private final Scopes scopes;
    private final Runnable outer;
    private volatile boolean wrote;

    ScopedTransaction(Transaction transaction, Scopes scopes, Runnable outer) {
        super(transaction, scopes);
        this.transaction = transaction;
        this.scopes = scopes;
        this.outer = outer;
    }

    @Override
    void wrote() {
        wrote = true;
        outer.run();
    }

    @Override
    public Mono<Transaction> nested() {
        // Whatever is written inside is written in this one too.
        return transaction.nested().map(inner -> new ScopedTransaction(inner, scopes, this::wrote));
    }

    @Override
    public Mono<Void> commit() {
        return ending(transaction.commit());
    }

    @Override
    public Mono<Void> rollback() {
        return ending(transaction.rollback());
    }

    private Mono<Void> ending(Mono<Void> end) {
        return Mono.deferContextual(context -> {
            BatchScope scope = scopes.find(context);
            return scope == null ? end : ScopedSession.watched(end, () -> ended(scope));
        });
    }

    private void ended(BatchScope scope) {
        scope.ended(this);
        if (wrote) {
            scope.changed();
        }
    }
}
