package dev.relata.r2dbc;

import dev.relata.r2dbc.exec.SqlTransaction;
import dev.relata.spi.Transaction;
import reactor.core.publisher.Mono;

/** Requests on the connection of a transaction. */
final class StoreTransaction extends StoreSession implements Transaction {

    private final SqlTransaction transaction;

    StoreTransaction(SqlTransaction transaction, StoreSession session) {
        super(transaction, session);
        this.transaction = transaction;
    }

    @Override
    public Mono<Transaction> nested() {
        return transaction.nested().map(inner -> new StoreTransaction(inner, this));
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
