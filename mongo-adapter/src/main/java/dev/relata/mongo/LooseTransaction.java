package dev.relata.mongo;

import dev.relata.mongo.internal.exec.Commands;
import dev.relata.spi.Transaction;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Stands for a transaction on a server that has none: reads run as they are, writes are refused or sent at once. */
final class LooseTransaction extends StoreSession implements Transaction {

    LooseTransaction(Shared shared) {
        super(shared, null);
    }

    @Override
    <R> Mono<R> write(String label, boolean single, Function<Commands, Mono<R>> write) {
        return AutocommitSession.withoutTransaction(shared(), label, write);
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
