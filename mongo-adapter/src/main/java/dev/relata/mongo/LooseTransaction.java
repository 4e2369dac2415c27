package dev.relata.mongo;

import dev.relata.spi.Transaction;
import reactor.core.publisher.Mono;

/** What stands for a transaction on a server that has none: reads run as they are, writes are refused or sent at once. */
final class LooseTransaction extends StoreSession implements Transaction {

    LooseTransaction(Shared shared, Atomicity atomicity) {
        super(shared, null, WriteExecutor.together(shared.server(), atomicity));
    }

    @Override
    public Mono<Transaction> nested() {
        return Mono.just(this);
    }

    @Override
    public Mono<Void> commit() {
        return Mono.empty();
    }

    /** There is nothing that could be undone. */
    @Override
    public Mono<Void> rollback() {
        return Mono.empty();
    }
}
