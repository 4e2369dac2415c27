package dev.relata.internal.batch;

import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Capability;
import dev.relata.spi.Refused;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/** A store whose writes are noticed by the scope of whoever subscribes to them. Immutable, thread-safe. */
final class ScopedStore implements Store.Open {

    private final Store.Open store;
    private final Scopes scopes;
    private final Session direct;

    ScopedStore(Store.Open store, Scopes scopes) {
        this.store = store;
        this.scopes = scopes;
        this.direct = new ScopedSession(store.direct(), scopes);
    }

    @Override
    public Set<Capability> capabilities() {
        return store.capabilities();
    }

    @Override
    public Session direct() {
        return direct;
    }

    @Override
    public Mono<Transaction> begin(TransactionOptions options) {
        return store.begin(options).map(transaction -> new ScopedTransaction(transaction, scopes, () -> {}));
    }

    @Override
    public <R> Mono<R> repeated(Mono<R> operation) {
        return store.repeated(operation);
    }

    @Override
    public boolean createsSchemaInTransactions() {
        return store.createsSchemaInTransactions();
    }

    @Override
    public void check(Attribute attribute, Object value) {
        store.check(attribute, value);
    }

    @Override
    public Refused refused(StoreException error, EntityType<?> type) {
        return store.refused(error, type);
    }

    @Override
    public List<String> schemaStatements(SchemaPart part) {
        return store.schemaStatements(part);
    }
}
