package dev.relata.schema;

import dev.relata.error.SchemaException;
import dev.relata.metamodel.Model;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The schema that the model needs in the store: created, written down, compared, drawn. Immutable, thread-safe.
 *
 * <p>Everything that answers a {@code Mono} or a {@code Flux} is cold and needs {@code Capability.SCHEMA}; without it it
 * ends in a {@link dev.relata.error.RefusedException}. It uses the open transaction of the reactive context, if there is one.
 * A store that has no schema apart from the model, as the one in memory, creates nothing and never differs.
 *
 * <p>Versions are not managed: {@link #ddl()} is the text for Flyway or Liquibase, {@link #verify()} the check at start-up.
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

    /**
     * Makes the schema of a store; users ask {@code relata.schema()} for it.
     *
     * @param model the model
     * @param store the store
     * @param sessions where requests are carried out
     */
    public Schema(Model model, Store.Open store, SchemaSessions sessions) {
        this.model = model;
        this.store = store;
        this.sessions = sessions;
    }

    /**
     * Creates every table of the model with its keys, constraints and indexes, in one transaction. Where one of the tables
     * is there already it is refused, naming them, and nothing is created.
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
     * @return every difference, table by table in the order of the model; empty where they agree
     */
    public Flux<SchemaDifference> validate() {
        return sessions.reading(Session::compareSchema);
    }

    /**
     * Compares as {@link #validate()} does, and fails where anything differs.
     *
     * @return completes where model and store agree, else a {@link SchemaException} that lists every difference
     */
    public Mono<Void> verify() {
        return validate()
                .map(SchemaDifference::message)
                .collectList()
                .flatMap(differences ->
                        differences.isEmpty() ? Mono.empty() : Mono.error(() -> new SchemaException(differences)));
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
        StringBuilder script = new StringBuilder();
        statements().forEach(statement -> script.append(statement).append(";\n\n"));
        return script.toString().stripTrailing() + (script.isEmpty() ? "" : "\n");
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
