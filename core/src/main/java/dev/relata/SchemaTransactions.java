package dev.relata;

import dev.relata.internal.session.Sessions;
import dev.relata.schema.SchemaSessions;
import dev.relata.spi.Session;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Work on the schema, in the transaction of the reactive context where there is one. */
record SchemaTransactions(Sessions transactions, boolean transactional) implements SchemaSessions {

    @Override
    public Mono<Void> atomically(Function<? super Session, Mono<Void>> work) {
        return transactional ? transactions.atomically(work) : transactions.one(work);
    }

    @Override
    public <R> Flux<R> reading(Function<? super Session, Flux<R>> work) {
        return transactions.many(work);
    }
}
