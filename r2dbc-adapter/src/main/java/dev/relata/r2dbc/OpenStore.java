package dev.relata.r2dbc;

import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.ClusterKind;
import dev.relata.r2dbc.internal.dialect.ColumnLimits;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.dialect.Identifiers;
import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.r2dbc.internal.exec.position.OwnWritesKey;
import dev.relata.r2dbc.internal.exec.replica.Replicas;
import dev.relata.r2dbc.internal.row.RowForms;
import dev.relata.r2dbc.internal.schema.DdlTypeNames;
import dev.relata.r2dbc.internal.sql.SqlRenderer;
import dev.relata.r2dbc.internal.sql.statement.AnswerForms;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.schema.ExpectedSchema;
import dev.relata.spi.AmbientTransactions;
import dev.relata.spi.Capability;
import dev.relata.spi.Reads;
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
import tools.jackson.databind.json.JsonMapper;

/** The store with a model, all types of which it can keep. */
final class OpenStore implements Store.Open {

    private final SqlClient client;
    private final Replicas replicas;
    private final OwnWritesKey ownWrites;
    private final SingleStatements direct;
    private final StoreSchema schema;
    private final @Nullable JoinedTransactions joined;

    private OpenStore(
            SqlClient client,
            Replicas replicas,
            OwnWritesKey ownWrites,
            SqlRenderer renderer,
            Codecs codecs,
            StoreSchema schema,
            @Nullable Integer fetchSize,
            @Nullable ExternalTransactions external) {
        this.client = client;
        this.replicas = replicas;
        this.ownWrites = ownWrites;
        this.schema = schema;
        this.direct = new SingleStatements(client, renderer, codecs, schema, fetchSize);
        this.joined = external == null ? null : new JoinedTransactions(external, ownWrites, client, direct);
    }

    static OpenStore open(
            SqlClient client,
            Replicas replicas,
            OwnWritesKey ownWrites,
            JsonMapper json,
            @Nullable Integer fetchSize,
            @Nullable ExternalTransactions external,
            Dialect dialect,
            RowForms forms,
            Model model) {
        boolean binary = dialect.sendsBinary();
        SqlRenderer renderer = new SqlRenderer(dialect, binary ? forms : AnswerForms.OBJECTS, client::server);
        Codecs codecs = binary ? new BinaryCodecs(json, forms, dialect) : new ObjectCodecs(json, dialect);
        StoredEntities.checkTables(model, table -> {
            checkName(dialect, Identifiers.schema(table));
            checkName(dialect, Identifiers.unqualified(table));
        });
        StoredEntities.check(model, attribute -> {
            checkName(dialect, attribute.column());
            codecs.checkType(renderer.type(attribute));
            DdlTypeNames.of(dialect, attribute);
        });
        return new OpenStore(
                client,
                replicas,
                ownWrites,
                renderer,
                codecs,
                new StoreSchema(dialect, ExpectedSchema.of(model)),
                fetchSize,
                external);
    }

    private static void checkName(Dialect dialect, String name) {
        Identifiers.check(name);
        String refusal = dialect.refusesName(name);
        if (refusal != null) {
            throw new IllegalArgumentException("the name " + name + " " + refusal + ": give another");
        }
    }

    @Override
    public Set<Capability> capabilities() {
        return EnumSet.complementOf(EnumSet.copyOf(direct.dialect().lacks()));
    }

    @Override
    public Session direct() {
        return direct;
    }

    @Override
    public @Nullable Reads reads() {
        return replicas.isEmpty() ? null : new StoreReads(client, replicas.next(), direct, ownWrites::reachedUnknown);
    }

    @Override
    public @Nullable AmbientTransactions ambientTransactions() {
        return joined;
    }

    @Override
    public void check(Attribute attribute, Object value) {
        SqlType type = direct.renderer().type(attribute);
        direct.codecs().check(type, value);
        ColumnLimits.check(attribute, type.pgType(), value);
    }

    @Override
    public Refused refused(StoreException error, EntityType<?> type) {
        return client.errors().refused(error, type);
    }

    @Override
    public <R> Mono<R> repeated(Mono<R> operation) {
        return operation.retryWhen(ConflictRetries.onConflict());
    }

    @Override
    public List<String> schemaStatements(SchemaPart part) {
        return schema.statements(part, client.givenServer());
    }

    @Override
    public List<String> schemaStatements(ClusterKind cluster) {
        return schema.statements(SchemaPart.ALL, ServerProfile.CITUS);
    }

    @Override
    public boolean createsSchemaInTransactions() {
        return direct.dialect().undoesSchemaChanges();
    }

    @Override
    public Mono<Transaction> begin(TransactionOptions options) {
        return client.begin(options).map(transaction -> new StoreTransaction(transaction, direct));
    }

    @Override
    public Mono<Transaction> snapshot() {
        return client.snapshot().map(transaction -> new StoreTransaction(transaction, direct));
    }
}
