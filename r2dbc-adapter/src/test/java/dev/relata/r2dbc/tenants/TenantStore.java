package dev.relata.r2dbc.tenants;

import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.ClusterKind;
import dev.relata.spi.AmbientTransactions;
import dev.relata.spi.Capability;
import dev.relata.spi.Reads;
import dev.relata.spi.Refused;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A store in which every type of the model has a tenant, as if each record had it as the first part of its id, of its unique keys and of all
 * that refers to it. Requests are given it where a user of such a model would: in keys and in new rows, and as a condition of a selection.
 */
public final class TenantStore implements Store {

    private final Store store;
    private final TenantRequests requests;

    /**
     * A store of one tenant.
     *
     * @param store the store that it speaks to
     * @param tenant the tenant
     */
    public TenantStore(Store store, long tenant) {
        this.store = store;
        this.requests = new TenantRequests(tenant);
    }

    @Override
    public Open open(Model model) {
        return new OpenTenant(store.open(model), requests);
    }

    private record OpenTenant(Open store, TenantRequests requests) implements Open {

        @Override
        public Set<Capability> capabilities() {
            return store.capabilities();
        }

        @Override
        public Session direct() {
            return new TenantSession(store.direct(), requests);
        }

        @Override
        public Mono<Transaction> begin(TransactionOptions options) {
            return store.begin(options).map(this::transaction);
        }

        @Override
        public Mono<Transaction> snapshot() {
            return store.snapshot().map(this::transaction);
        }

        private Transaction transaction(Transaction transaction) {
            return new TenantTransaction(transaction, requests);
        }

        @Override
        public @Nullable Reads reads() {
            Reads reads = store.reads();
            return reads == null ? null : new TenantReads(reads, requests);
        }

        @Override
        public @Nullable AmbientTransactions ambientTransactions() {
            return store.ambientTransactions();
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

        @Override
        public List<String> schemaStatements(ClusterKind cluster) {
            return store.schemaStatements(cluster);
        }
    }

    private record TenantReads(Reads reads, TenantRequests requests) implements Reads {

        @Override
        public Session direct() {
            return new TenantSession(reads.direct(), requests);
        }

        @Override
        public Mono<Transaction> snapshot() {
            return reads.snapshot().map(transaction -> new TenantTransaction(transaction, requests));
        }

        @Override
        public Mono<Transaction> begin(TransactionOptions options) {
            return reads.begin(options).map(transaction -> new TenantTransaction(transaction, requests));
        }

        @Override
        public void wrote() {
            reads.wrote();
        }
    }

    private static final class TenantTransaction extends TenantSession implements Transaction {

        private final Transaction transaction;

        private TenantTransaction(Transaction transaction, TenantRequests requests) {
            super(transaction, requests);
            this.transaction = transaction;
        }

        @Override
        public Mono<Transaction> nested() {
            return transaction.nested().map(inner -> new TenantTransaction(inner, requests));
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
}
