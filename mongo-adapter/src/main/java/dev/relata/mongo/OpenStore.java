package dev.relata.mongo;

import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.mongo.internal.exec.Catalogue;
import dev.relata.mongo.internal.exec.Commands;
import dev.relata.mongo.internal.exec.Errors;
import dev.relata.mongo.internal.exec.IdCounters;
import dev.relata.mongo.internal.exec.IndexKeeper;
import dev.relata.mongo.internal.exec.MongoServer;
import dev.relata.mongo.internal.exec.Topology;
import dev.relata.mongo.internal.query.Indexes;
import dev.relata.mongo.internal.query.MongoRenderer;
import dev.relata.mongo.internal.value.BsonMappings;
import dev.relata.spi.AmbientTransactions;
import dev.relata.spi.Capability;
import dev.relata.spi.Refused;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.StoredEntities;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The store with a model that it can keep. */
final class OpenStore implements Store.Open {

    private final StoreSession.Shared shared;
    private final StoreSession direct;
    private final @Nullable JoinedTransactions joined;

    private OpenStore(StoreSession.Shared shared, @Nullable ExternalTransactions external) {
        this.shared = shared;
        this.direct = new AutocommitSession(shared);
        this.joined = external == null ? null : new JoinedTransactions(external, shared);
    }

    static OpenStore open(
            MongoServer server,
            BsonMappings types,
            Atomicity atomicity,
            boolean createsIndexes,
            @Nullable ExternalTransactions external,
            Model model) {
        StoredEntities.checkTables(model, OpenStore::checkCollection);
        StoredEntities.check(model, attribute -> {
            checkName(attribute.column());
            types.of(attribute);
        });
        Commands commands = server.direct();
        StoreSession.Shared shared = new StoreSession.Shared(
                server,
                atomicity,
                new MongoRenderer(types),
                types,
                new IndexKeeper(commands, Indexes.of(model), createsIndexes),
                new IdCounters(commands),
                new StoreSchema(new Catalogue(commands), model));
        return new OpenStore(shared, external);
    }

    private static void checkName(String column) {
        boolean operator = column.startsWith("$") || column.startsWith("_");
        if (operator || column.contains(".") || column.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a field of MongoDB cannot be called \"" + column
                    + "\" here: no dots, no NUL, and no $ or _ at the beginning; name it with @Column");
        }
    }

    private static void checkCollection(String name) {
        if (name.contains("$") || name.startsWith("system.") || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a collection of MongoDB cannot be called \"" + name
                    + "\": no $, no NUL, and no system. at the beginning; name it with @Table");
        }
    }

    @Override
    public Set<Capability> capabilities() {
        EnumSet<Capability> capabilities = EnumSet.of(
                Capability.CONFLICT_POLICIES,
                Capability.UNIQUE_KEYS,
                Capability.SCHEMA,
                Capability.ID_ARRAYS,
                Capability.ARRAY_OPERATORS,
                Capability.JSON_PATHS,
                Capability.NATIVE_STATEMENTS,
                Capability.NON_FINITE_NUMBERS,
                Capability.EXPLAIN);
        Topology topology = shared.server().known();
        if (topology != null && shared.server().hasClient()) {
            if (topology.transactions()) {
                capabilities.add(Capability.TRANSACTIONS);
            }
            if (topology.snapshots()) {
                capabilities.add(Capability.SNAPSHOT_STREAMS);
            }
        }
        return capabilities;
    }

    @Override
    public @Nullable AmbientTransactions ambientTransactions() {
        return joined;
    }

    @Override
    public void check(Attribute attribute, Object value) {
        shared.types().of(attribute).toBson(value);
    }

    @Override
    public Refused refused(StoreException error, EntityType<?> type) {
        return Errors.refused(error, type);
    }

    @Override
    public Session direct() {
        return direct;
    }

    @Override
    public Mono<Transaction> begin(TransactionOptions options) {
        return shared.server()
                .transactions()
                .flatMap(there -> there ? begun(options) : Mono.<Transaction>just(new LooseTransaction(shared)));
    }

    @Override
    public <R> Mono<R> repeated(Mono<R> operation) {
        return shared.server().repeated(operation);
    }

    @Override
    public List<String> schemaStatements(SchemaPart part) {
        return shared.schema().statements(part);
    }

    @Override
    public boolean createsSchemaInTransactions() {
        return false;
    }

    private Mono<Transaction> begun(TransactionOptions options) {
        Mono<Void> indexed =
                options.readOnly() ? Mono.empty() : shared.indexes().allReady();
        return indexed.then(shared.server().begin()).map(begun -> new StoreTransaction(shared, begun, options));
    }
}
