package dev.relata;

import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.schema.SchemaSessions;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs work on the schema in the transaction of the reactive context, if there is one. */
record SchemaTransactions(ErrorTranslation translation, Sessions sessions, Store.Open store) implements SchemaSessions {

    @Override
    public Mono<Void> atomically(Function<? super Session, Mono<Void>> work) {
        return translation.of(store.createsSchemaInTransactions() ? sessions.atomically(work) : sessions.write(work));
    }

    @Override
    public <R> Flux<R> reading(Function<? super Session, Flux<R>> work) {
        return translation.of(sessions.in(Access.WRITE, work));
    }
}
