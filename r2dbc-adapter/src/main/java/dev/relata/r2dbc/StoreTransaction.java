package dev.relata.r2dbc;

import dev.relata.r2dbc.exec.SqlTransaction;
import dev.relata.spi.Insert;
import dev.relata.spi.Transaction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Requests on the connection of a transaction. */
final class StoreTransaction extends StoreSession implements Transaction {

    private final SqlTransaction transaction;

    StoreTransaction(SqlTransaction transaction, StoreSession session) {
        super(transaction, session);
        this.transaction = transaction;
    }

    /** Large numbers of rows are copied, where that stores the same. */
    @Override
    public Flux<@Nullable Object[]> insert(Insert insert) {
        return Flux.defer(() -> {
            CopyInsert copy = CopyInsert.of(insert, this);
            return copy == null ? statement(insert) : copy.run();
        });
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
