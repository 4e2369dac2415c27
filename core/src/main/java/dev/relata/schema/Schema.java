package dev.relata.schema;

import dev.relata.error.RefusedException;
import dev.relata.error.SchemaException;
import dev.relata.metamodel.Model;
import dev.relata.model.ClusterKind;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spi.SchemaDifference.Severity;
import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Session;
import dev.relata.spi.SourceFile;
import dev.relata.spi.Store;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The schema that the model needs in the store: created, written down, compared, drawn. Immutable, thread-safe.
 *
 * <p>Everything that answers a {@code Mono} or a {@code Flux} is cold and needs {@code Capability.SCHEMA}; without it it
 * ends in a {@link dev.relata.error.RefusedException}. It uses the open transaction of the reactive context, if there is one.
 * A store that has no schema apart from the model, as the one in memory, creates nothing and never differs.
 *
 * <p>Versions are not managed: {@link #ddl()} is the text for Flyway or Liquibase, {@link #verify()} the check at start-up. What a
 * check shall not see is ignored: {@code schema().ignoring(Kind.INDEX).ignoringTable("audit_*").verify()}.
 *
 * <pre>{@code
 * relata.schema().createMissing().then(relata.schema().verify())   // in a test
 * Files.writeString(Path.of("V1__tables.sql"), relata.schema().ddl());
 * }</pre>
 */
public final class Schema {

    private final Model model;
    private final Store.Open store;
    private final SchemaSessions sessions;
    private final SchemaFilter filter;

    /**
     * Makes the schema of a store; users ask {@code relata.schema()} for it.
     *
     * @param model the model
     * @param store the store
     * @param sessions where requests are carried out
     */
    public Schema(Model model, Store.Open store, SchemaSessions sessions) {
        this(model, store, sessions, SchemaFilter.NONE);
    }

    private Schema(Model model, Store.Open store, SchemaSessions sessions, SchemaFilter filter) {
        this.model = model;
        this.store = store;
        this.sessions = sessions;
        this.filter = filter;
    }

    /**
     * Leaves kinds of difference out of {@link #validate()}, {@link #verify()} and {@link #missingDdl()}.
     *
     * @param kind a kind
     * @param more further kinds
     * @return a changed copy
     */
    public Schema ignoring(Kind kind, Kind... more) {
        RefusedException.unlessNull(kind, "schema", "the kind of difference");
        return new Schema(model, store, sessions, filter.without(EnumSet.of(kind, more)));
    }

    /**
     * Leaves tables out of {@link #validate()}, {@link #verify()}, {@link #missingDdl()} and {@link #records}.
     *
     * @param pattern the name of a table as the model gives it, with its schema where it has one, in which {@code *} stands for any
     *     characters, such as {@code "audit_*"} or {@code "archive.*"}
     * @return a changed copy
     */
    public Schema ignoringTable(String pattern) {
        RefusedException.unlessNull(pattern, "schema", "the name of the table");
        return new Schema(model, store, sessions, filter.withoutTables(pattern));
    }

    /**
     * Creates every table of the model with its keys, constraints and indexes, in one transaction. Where one of the tables
     * is there already it is refused, naming them, and nothing is created. A store whose transactions do not hold changes of the schema
     * creates one after the other, and refuses this inside a transaction, which it would commit.
     *
     * @return completes after the commit
     */
    public Mono<Void> create() {
        return create(SchemaPart.ALL);
    }

    /**
     * Creates the tables that are not there, with their keys, constraints and indexes, in one transaction. Tables that are
     * there are left as they are, whatever they lack: {@link #validate()} says it.
     *
     * @return completes after the commit
     */
    public Mono<Void> createMissing() {
        return create(SchemaPart.MISSING);
    }

    /**
     * Creates every table of the model without keys, constraints and indexes, in one transaction: for a bulk load, with
     * {@link #createConstraints()} after it. Refused as {@link #create()} is.
     *
     * @return completes after the commit
     */
    public Mono<Void> createTables() {
        return create(SchemaPart.TABLES);
    }

    /**
     * Adds the keys, constraints and indexes that {@link #createTables()} left out, in one transaction. Fails where rows
     * that were written meanwhile break one.
     *
     * @return completes after the commit
     */
    public Mono<Void> createConstraints() {
        return create(SchemaPart.CONSTRAINTS);
    }

    private Mono<Void> create(SchemaPart part) {
        return sessions.atomically(session -> session.createSchema(part));
    }

    /**
     * Compares the model with what is there: columns, types, nullability, defaults, primary, unique and foreign keys with
     * what they do on a delete, indexes of foreign keys, and what the model does not know and breaks its writes. Names of
     * constraints do not count. A constant number of statements.
     *
     * @return every difference, table by table in the order of the model, what is ignored left out; empty where they agree
     */
    public Flux<SchemaDifference> validate() {
        return sessions.reading(Session::compareSchema).filter(difference -> !filter.excludes(difference));
    }

    /**
     * Compares as {@link #validate()} does, and fails where something differs that matters: everything but {@link
     * Severity#INFORMATION}.
     *
     * @return completes where model and store agree, else a {@link SchemaException} that lists every difference that matters
     */
    public Mono<Void> verify() {
        return verify(Severity.INTEGRITY);
    }

    /**
     * Compares as {@link #validate()} does, and fails where a difference is of the given severity or worse.
     *
     * @param severity the severity that is not accepted any more: {@link Severity#BREAKS_WRITES} accepts keys that are missing,
     *     {@link Severity#INFORMATION} accepts nothing
     * @return completes where no difference is that severe, else a {@link SchemaException} that lists those that are
     */
    public Mono<Void> verify(Severity severity) {
        Flux<Severity> given =
                sessions.reading(session -> Flux.just(RefusedException.unlessNull(severity, "schema", "the severity")));
        return given.thenMany(validate())
                .filter(difference -> difference.severity().isAtLeast(severity))
                .map(SchemaDifference::message)
                .collectList()
                .flatMap(differences ->
                        differences.isEmpty() ? Mono.empty() : Mono.error(() -> new SchemaException(differences)));
    }

    /**
     * Writes down what would add to the store what it lacks, as a script for a migration tool: tables that are missing, and
     * columns, keys and indexes that are missing in others. Only what is missing: nothing that is there is changed or dropped. A
     * column that is never null is added without a value for the rows that are there; give it a default first, or split the
     * statement.
     *
     * @return the statements, each ended by a semicolon; empty text where nothing is missing
     */
    public Mono<String> missingDdl() {
        return sessions.reading(session -> session.missingSchema(filter))
                .collectList()
                .map(Schema::script);
    }

    /**
     * Writes a model from the tables that are in the store, whether this model knows them or not: a record for each table and view,
     * an enum for each enumerated type, a constant at both ends of each foreign key and each junction, and a class {@code Records}
     * that lists the records. The files compile without a warning. They are written for the {@code Naming} under which the fewest
     * names have to be given by annotations, which {@code Records.naming()} returns. {@link #verify()} of a model of the records under
     * that naming succeeds, unless a primary key is deferrable. Save the files, and change them as you like.
     *
     * <p>Needs {@code Capability.CATALOGUE}.
     *
     * <pre>{@code
     * relata.schema().ignoringTable("flyway_*").records("com.example.shop")
     * }</pre>
     *
     * @param packageName the package of the records
     * @return the source files, by path; a {@link RefusedException} where the package has no name of Java's, or the store no table
     */
    public Flux<SourceFile> records(String packageName) {
        return sessions.reading(session ->
                session.records(RefusedException.unlessNull(packageName, "schema", "the name of the package"), filter));
    }

    /**
     * Writes down what {@link #create()} would do, one statement after another; no I/O.
     *
     * @return statements in the store's language without the semicolon at their end; empty where nothing is to be created
     * @throws dev.relata.error.ModelException where the model does not say enough, with every error
     * @throws dev.relata.error.RefusedException where the store lacks {@code Capability.SCHEMA}
     */
    public List<String> statements() {
        return store.schemaStatements(SchemaPart.ALL);
    }

    /**
     * Writes down what {@link #create()} would do, as a script for a migration tool; no I/O.
     *
     * @return the {@link #statements()}, each ended by a semicolon
     * @throws dev.relata.error.ModelException where the model does not say enough, with every error
     * @throws dev.relata.error.RefusedException where the store lacks {@code Capability.SCHEMA}
     */
    public String ddl() {
        return script(statements());
    }

    /**
     * Writes down what would create the schema on a cluster, as a script for a migration tool: the tables, where their rows are as
     * {@link dev.relata.model.Distributed} and {@link dev.relata.model.Reference} say, and their keys in the forms that the cluster
     * takes; no I/O.
     *
     * @param cluster the kind of cluster
     * @return the statements in their order, each ended by a semicolon
     * @throws dev.relata.error.ModelException where the model does not say enough, with every error
     * @throws dev.relata.error.RefusedException where the store has no such cluster
     */
    public String ddl(ClusterKind cluster) {
        return script(store.schemaStatements(RefusedException.unlessNull(cluster, "schema", "the kind of cluster")));
    }

    private static String script(List<String> statements) {
        return statements.stream().map(statement -> statement + ";\n").collect(Collectors.joining("\n"));
    }

    /**
     * Derives the entity relationship diagram of the model; needs no store.
     *
     * @return the diagram, which {@link Diagram#mermaid()} writes as text and the module {@code relata-diagram} draws
     */
    public Diagram diagram() {
        return Diagram.of(model);
    }
}
