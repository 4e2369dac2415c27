package dev.relata.internal.observe;

import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.observe.RelataListener;
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

/** A store whose requests listeners see. Immutable, thread-safe. */
public final class ObservedStore implements Store.Open {

    private final Store.Open store;
    private final RequestNotifier told;
    private final Session direct;

    private ObservedStore(Store.Open store, List<RelataListener> listeners) {
        this.store = store;
        this.told = new RequestNotifier(new Listeners(listeners));
        this.direct = new ObservedSession(store.direct(), told);
    }

    /**
     * Puts listeners before a store.
     *
     * @param store the store
     * @param listeners who is told; with none the store is answered as it is
     * @return the store to use
     */
    public static Store.Open of(Store.Open store, List<RelataListener> listeners) {
        return listeners.isEmpty() ? store : new ObservedStore(store, listeners);
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
        return store.begin(options).map(transaction -> new ObservedTransaction(transaction, told));
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
