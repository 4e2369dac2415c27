package dev.relata.internal.observe;

import dev.relata.spi.Transaction;
import reactor.core.publisher.Mono;

/** A transaction whose requests listeners see. */
final class ObservedTransaction extends ObservedSession implements Transaction {

    private final Transaction transaction;
    private final RequestNotifier told;

    ObservedTransaction(Transaction transaction, RequestNotifier told) {
        super(transaction, told);
        this.transaction = transaction;
        this.told = told;
    }

    @Override
    public Mono<Transaction> nested() {
        return transaction.nested().map(inner -> new ObservedTransaction(inner, told));
    }

    @Override
    public Mono<Void> commit() {
        return transaction.commit();
    }

    @Override
    public Mono<Void> rollback() {
        return transaction.rollback();
    }
}
