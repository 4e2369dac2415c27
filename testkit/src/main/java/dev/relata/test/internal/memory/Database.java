package dev.relata.test.internal.memory;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.spi.Capability;
import dev.relata.spi.ColumnSizes;
import dev.relata.spi.Refused;
import dev.relata.spi.SchemaPart;
import dev.relata.spi.Session;
import dev.relata.spi.StatementListener;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.stream.SerialQueue;
import dev.relata.spi.stream.StatementReports;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * A database in memory: what is committed, and one writer at a time. Thread-safe.
 *
 * <p>Everyone reads what is committed, or a snapshot of it, without waiting. A transaction becomes the writer with its
 * first write and stays it until it ends.
 */
public final class Database implements Store.Open {

    private static final Set<Capability> CAPABILITIES = EnumSet.of(
            Capability.TRANSACTIONS,
            Capability.SAVEPOINTS,
            Capability.SNAPSHOT_STREAMS,
            Capability.CONFLICT_POLICIES,
            Capability.UNIQUE_KEYS,
            Capability.MICROSECONDS,
            Capability.ID_ARRAYS,
            Capability.FOREIGN_KEYS,
            Capability.KEY_CHANGES,
            Capability.SCHEMA,
            Capability.VALUE_LIMITS,
            Capability.ARRAY_OPERATORS,
            Capability.JSON_PATHS,
            Capability.NON_FINITE_NUMBERS,
            Capability.EXPLAIN);

    private volatile State committed = State.empty();
    private final Catalog catalog;
    private final Sequences sequences;
    private final Statements statements;
    private final Duration patience;
    private final SerialQueue writers;

    /**
     * Makes an empty database.
     *
     * @param model the model
     * @param defaults what attributes that the database fills get, by {@link #defaultName}
     * @param listener who is told of statements
     * @param patience how long a write waits for another writer
     */
    public Database(Model model, Map<String, Supplier<?>> defaults, StatementListener listener, Duration patience) {
        this.catalog = new Catalog(model);
        this.sequences = new Sequences(defaults);
        this.statements = new Statements(new StatementReports(List.of(listener), (label, error) -> error));
        this.patience = patience;
        this.writers = new SerialQueue(
                patience,
                () -> new StoreException(
                        "a write waited " + patience + " for a transaction that writes too; end that one, or put both"
                                + " into one transaction",
                        Reason.TIMEOUT,
                        null,
                        true,
                        null));
    }

    /**
     * Names an attribute that the database fills.
     *
     * @param type the record
     * @param component the component
     * @return the name
     */
    public static String defaultName(Class<?> type, String component) {
        return type.getName() + "." + component;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.copyOf(CAPABILITIES);
    }

    /** Its tables are those of the model and need no making. */
    @Override
    public List<String> schemaStatements(SchemaPart part) {
        return List.of();
    }

    @Override
    public Refused refused(StoreException error, EntityType<?> type) {
        if (error.reason() == Reason.TOO_LARGE) {
            return new Refused(
                    List.of(),
                    (attribute, value) ->
                            ColumnSizes.exceeded(attribute.size(), value).isPresent(),
                    null,
                    0);
        }
        List<Attribute> unique = error instanceof ConstraintViolationException violation
                ? catalog.schema(type).keyNamed(violation.constraint())
                : List.of();
        return new Refused(
                unique,
                (attribute, value) -> error.messageWithValues().contains(attribute.name() + "=" + value),
                null,
                0);
    }

    @Override
    public Session direct() {
        return new Direct(this);
    }

    @Override
    public Mono<Transaction> begin(TransactionOptions options) {
        return Mono.fromSupplier(() -> MemoryTransaction.begin(this, options));
    }

    State committed() {
        return committed;
    }

    void commit(State state) {
        committed = state;
    }

    Catalog catalog() {
        return catalog;
    }

    Sequences sequences() {
        return sequences;
    }

    Statements statements() {
        return statements;
    }

    Duration patience() {
        return patience;
    }

    SerialQueue writers() {
        return writers;
    }

    /** Requests outside any transaction. */
    private static final class Direct extends MemorySession {

        Direct(Database database) {
            super(database);
        }

        @Override
        <R> Mono<R> read(Function<State, R> work) {
            return Mono.fromSupplier(() -> work.apply(database.committed()));
        }

        @Override
        <R> Mono<R> write(Function<State, WriteResult<R>> work) {
            return database.writers()
                    .run(() -> Mono.fromSupplier(() -> {
                        WriteResult<R> written = work.apply(database.committed());
                        database.commit(written.state());
                        return written.answer();
                    }));
        }
    }
}
