package dev.relata.r2dbc;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.exec.SqlSession;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.schema.Catalogue;
import dev.relata.r2dbc.internal.schema.Ddl;
import dev.relata.r2dbc.internal.schema.DdlStatement;
import dev.relata.r2dbc.internal.schema.LiveSchema;
import dev.relata.r2dbc.internal.schema.SupportedKeys;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.schema.ExpectedSchema;
import dev.relata.schema.ExpectedTable;
import dev.relata.schema.SchemaComparison;
import dev.relata.schema.source.RecordSources;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Session;
import dev.relata.spi.SourceFile;
import dev.relata.spi.StatementKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates and compares the schema of the model on a session. Immutable, thread-safe. */
final class StoreSchema {

    private static final String LABEL = "schema";

    private final Dialect dialect;
    private final ExpectedSchema expected;
    private final Catalogue catalogue;

    StoreSchema(Dialect dialect, ExpectedSchema expected) {
        this.dialect = dialect;
        this.expected = expected;
        this.catalogue = new Catalogue(dialect, expected);
    }

    /** Returns the columns of a type by which its rows refer to others of the same table, and which can be null. */
    List<Attribute> ownReferences(EntityType<?> type) {
        return expected.tables().stream()
                .filter(table -> table.name().equals(type.table()))
                .flatMap(table -> table.foreignKeys().stream()
                        .filter(key -> key.table().equals(table.name()))
                        .flatMap(key -> key.columns().stream()))
                .distinct()
                .flatMap(column -> type.attributes().stream()
                        .filter(attribute -> attribute.column().equals(column) && attribute.nullable()))
                .toList();
    }

    List<String> statements(SchemaPart part, ServerProfile server) {
        return Ddl.render(dialect, expected, Set.of(), part, server).stream()
                .map(DdlStatement::sql)
                .toList();
    }

    /** One statement that reads. */
    Flux<SchemaDifference> compare(SqlSession session) {
        return live(session)
                .flatMapIterable(
                        live -> new SchemaComparison(SupportedKeys.of(expected, dialect, session.server()), live)
                                .with(live.tables()));
    }

    /** One statement that reads. */
    Flux<String> missing(SqlSession session, SchemaFilter filter) {
        return live(session).flatMapIterable(live -> {
            ExpectedSchema parts = new SchemaComparison(SupportedKeys.of(expected, dialect, session.server()), live)
                    .missing(live.tables(), filter);
            return Ddl.complete(dialect, parts, live.names(), session.server()).stream()
                    .map(DdlStatement::sql)
                    .toList();
        });
    }

    /** Two statements that read: which tables there are, and what is in them. */
    static Flux<SourceFile> records(Dialect dialect, SqlSession session, String packageName, SchemaFilter filter) {
        Command names = new Command(LABEL, Catalogue.TABLES, List.of(), StatementKind.READ);
        return session.<String>rows(names, row -> String.valueOf(row.get(0, String.class)))
                .filter(table -> !filter.excludesTable(table))
                .collectList()
                .flatMap(tables -> live(dialect, session, Catalogue.parameters(tables)))
                .flatMapIterable(live -> RecordSources.of(live.tables(), packageName));
    }

    /** Refuses, before anything is sent, a model that does not say enough, and then tables that exist. */
    Mono<Void> create(SqlSession session, SchemaPart part) {
        return Mono.defer(() -> {
            List<DdlStatement> whole = Ddl.render(dialect, expected, Set.of(), part, session.server());
            return part == SchemaPart.CONSTRAINTS
                    ? send(session, whole)
                    : live(session).flatMap(live -> send(session, wanted(live, part, whole, session.server())));
        });
    }

    private List<DdlStatement> wanted(
            LiveSchema live, SchemaPart part, List<DdlStatement> whole, ServerProfile server) {
        Set<String> there = new LinkedHashSet<>(live.names());
        expected.tables().stream().filter(ExpectedTable::readOnly).forEach(table -> there.remove(table.name()));
        if (there.isEmpty()) {
            return whole;
        }
        if (part == SchemaPart.MISSING) {
            return Ddl.render(dialect, withoutKeysTo(live.views()), there, part, server);
        }
        throw Session.schemaIsThere(there, "tables");
    }

    /** No constraint can refer to a view. */
    private ExpectedSchema withoutKeysTo(Set<String> views) {
        return new ExpectedSchema(expected.tables().stream()
                .map(table -> new ExpectedTable(
                        table.name(),
                        table.entity(),
                        table.columns(),
                        table.primaryKey(),
                        table.uniqueKeys(),
                        table.foreignKeys().stream()
                                .filter(key -> !views.contains(key.table()))
                                .toList(),
                        table.indexes(),
                        table.readOnly(),
                        table.distribution()))
                .toList());
    }

    private Mono<Void> send(SqlSession session, List<DdlStatement> statements) {
        return Flux.fromIterable(statements)
                .concatMap(statement -> session.update(new Command(
                        LABEL + " of " + statement.subject(), statement.sql(), List.of(), StatementKind.WRITE)))
                .then();
    }

    private Mono<LiveSchema> live(SqlSession session) {
        return live(dialect, session, catalogue.parameters());
    }

    private static Mono<LiveSchema> live(Dialect dialect, SqlSession session, List<String[]> parameters) {
        Command command =
                new Command(LABEL, Catalogue.sql(dialect), Catalogue.bound(dialect, parameters), StatementKind.READ);
        return session.<String>rows(command, row -> String.valueOf(row.get(0, String.class)))
                .single()
                .map(json -> Catalogue.read(dialect, json));
    }
}
