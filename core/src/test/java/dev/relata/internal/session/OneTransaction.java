package dev.relata.internal.session;

import dev.relata.spi.Capability;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.util.Set;
import reactor.core.publisher.Mono;

/** A store that begins one and the same transaction each time. */
record OneTransaction(Transaction transaction) implements Store.Open {

    /** Sessions over the store, without layers. */
    static Sessions sessions(Transaction transaction) {
        return new Sessions(new OneTransaction(transaction), (session, wrote) -> session);
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of();
    }

    @Override
    public Session direct() {
        return transaction;
    }

    @Override
    public Mono<Transaction> begin(TransactionOptions options) {
        return Mono.just(transaction);
    }
}
