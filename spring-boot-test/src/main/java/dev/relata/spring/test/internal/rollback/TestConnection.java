package dev.relata.spring.test.internal.rollback;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Batch;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionMetadata;
import io.r2dbc.spi.IsolationLevel;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.TransactionDefinition;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A lease of the one connection of a test. To its user it is a connection of its own.
 *
 * <p>Outside a transaction, and in one that only reads, each statement takes its turn with those of the other leases, behind
 * a savepoint of its own. A transaction that may write has the connection alone until it ends: its beginning is a savepoint, its
 * COMMIT releases it, its ROLLBACK rolls back to it.
 */
final class TestConnection implements Connection, Wrapped<Connection> {

    private static final String OWN = "relata_test_transaction";
    private static final String UNDO = "ROLLBACK TO SAVEPOINT " + OWN + "; RELEASE SAVEPOINT " + OWN;

    // Deferred constraints are checked as COMMIT would, and are deferred again for the next transaction of the test.
    private static final String KEEP = "SAVEPOINT relata_test_check; SET CONSTRAINTS ALL IMMEDIATE;"
            + " ROLLBACK TO SAVEPOINT relata_test_check; RELEASE SAVEPOINT " + OWN;

    private final TestTransaction transaction;
    private final CursorNames cursors;
    private final PostgresqlConnection driver;
    private volatile boolean reading;
    private volatile boolean closed;
    private volatile Turns.@Nullable Turn turn;

    TestConnection(TestTransaction transaction, long number) {
        this.transaction = transaction;
        this.cursors = new CursorNames(number);
        this.driver = DriverConnection.of(this, transaction);
    }

    /** Rolls back what a lease has begun and not ended. */
    static Mono<Void> undo(TestTransaction transaction) {
        return transaction.send(UNDO);
    }

    @Override
    public Connection unwrap() {
        return driver;
    }

    @Override
    public Statement createStatement(String sql) {
        TransactionText text = TransactionText.of(sql);
        return switch (text.kind()) {
            case BEGIN -> new ControlStatement(() -> begin(text.readOnly()).thenMany(rest(text)));
            case COMMIT -> new ControlStatement(() -> commitTransaction().thenMany(rest(text)));
            case ROLLBACK -> new ControlStatement(() -> rollbackTransaction().thenMany(rest(text)));
            case SAVEPOINT -> new ControlStatement(() -> savepoint(sql, text));
            case OTHER -> statement(sql);
        };
    }

    private Statement statement(String sql) {
        String named = reading ? cursors.renamed(sql) : sql;
        return new TestStatement(this, sql, transaction.connection().createStatement(named));
    }

    private Flux<Result> rest(TransactionText text) {
        return text.rest().isEmpty()
                ? Flux.empty()
                : Flux.defer(
                        () -> Flux.<Result>from(createStatement(text.rest()).execute()));
    }

    /** A transaction that only reads has nothing to undo, and the savepoints of others would be lost with its own. */
    private Flux<Result> savepoint(String sql, TransactionText text) {
        return reading
                ? rest(text)
                : Flux.from(transaction.connection().createStatement(sql).execute());
    }

    /** Runs a statement where this lease stands: in its own transaction, or in its turn. */
    <T> Flux<T> run(String sql, Supplier<Publisher<? extends T>> work) {
        return Flux.defer(() -> {
            R2dbcException ended = transaction.turns().closed();
            if (ended != null) {
                return Flux.error(ended);
            }
            transaction.sending(sql);
            Turns.Turn own = turn;
            return own == null
                    ? transaction.guarded(this, sql, reading, Flux.defer(() -> Flux.<T>from(work.get())))
                    : counted(own, Flux.defer(() -> Flux.<T>from(work.get())));
        });
    }

    private static <T> Flux<T> counted(Turns.Turn own, Flux<T> work) {
        return Flux.defer(() -> {
            own.begun();
            return work.doFinally(signal -> own.done());
        });
    }

    /** Whether rows are to be taken as they come, since others wait for the connection. */
    boolean shared() {
        return turn == null;
    }

    Mono<Void> cancelRequest() {
        return turn == null ? transaction.cancel(this) : transaction.driver().cancelRequest();
    }

    @Override
    public Mono<Void> beginTransaction() {
        return begin(false);
    }

    @Override
    public Mono<Void> beginTransaction(TransactionDefinition definition) {
        return begin(Boolean.TRUE.equals(definition.getAttribute(TransactionDefinition.READ_ONLY)));
    }

    private Mono<Void> begin(boolean readOnly) {
        return Mono.defer(() -> {
            if (!isAutoCommit()) {
                return Mono.empty();
            }
            reading = readOnly;
            return readOnly ? Mono.empty() : take();
        });
    }

    private Mono<Void> take() {
        return transaction.turns().take("BEGIN").flatMap(taken -> {
            if (taken.hasEnded()) {
                return Mono.empty();
            }
            turn = taken;
            return transaction.send("SAVEPOINT " + OWN).onErrorResume(error -> leave(Mono.error(error)));
        });
    }

    /** The lease is out of its transaction at once: who ends it again, as a clean-up does, has nothing to end. */
    private Mono<Void> leave(Mono<Void> ending) {
        Turns.Turn own = turn;
        turn = null;
        return own == null ? ending : TestTransaction.uncancelled(ending.doOnTerminate(own::end));
    }

    @Override
    public Mono<Void> commitTransaction() {
        return Mono.defer(() -> {
            if (turn == null) {
                return endReading();
            }
            R2dbcException ended = transaction.turns().closed();
            if (ended != null) {
                return Mono.error(ended);
            }
            return leave(transaction
                    .send(KEEP)
                    .onErrorResume(error -> transaction.send(UNDO).then(Mono.error(refused(error)))));
        });
    }

    /** The error of a COMMIT: the server's, or that of an answer by ROLLBACK where a statement had failed before. */
    private static Throwable refused(Throwable error) {
        return error instanceof R2dbcException known && "25P02".equals(known.getSqlState())
                ? new R2dbcRollbackException(
                        "a statement of the transaction has failed, so COMMIT was answered by ROLLBACK")
                : error;
    }

    @Override
    public Mono<Void> rollbackTransaction() {
        return Mono.defer(() -> {
            if (transaction.turns().closed() != null) {
                return Mono.empty();
            }
            return turn == null ? endReading() : leave(transaction.send(UNDO));
        });
    }

    private Mono<Void> endReading() {
        reading = false;
        Set<String> open = cursors.leftOpen();
        if (open.isEmpty()) {
            return Mono.empty();
        }
        String close = open.stream().map(name -> "CLOSE " + name).collect(Collectors.joining("; "));
        return transaction.guarded(this, close, false, transaction.send(close)).then();
    }

    @Override
    public Mono<Void> close() {
        return Mono.defer(() -> {
            closed = true;
            return rollbackTransaction();
        });
    }

    @Override
    public Batch createBatch() {
        List<String> texts = new ArrayList<>();
        return new Batch() {
            @Override
            public Batch add(String sql) {
                texts.add(sql);
                return this;
            }

            @Override
            public Publisher<? extends Result> execute() {
                return Flux.fromIterable(List.copyOf(texts))
                        .concatMap(sql -> createStatement(sql).execute());
            }
        };
    }

    @Override
    public Mono<Void> createSavepoint(String name) {
        return begin(false)
                .then(Mono.defer(() -> reading
                        ? Mono.empty()
                        : Mono.from(transaction.connection().createSavepoint(name))));
    }

    @Override
    public Mono<Void> releaseSavepoint(String name) {
        return Mono.defer(() ->
                turn == null ? Mono.empty() : Mono.from(transaction.connection().releaseSavepoint(name)));
    }

    @Override
    public Mono<Void> rollbackTransactionToSavepoint(String name) {
        return Mono.defer(() ->
                turn == null ? Mono.empty() : Mono.from(transaction.connection().rollbackTransactionToSavepoint(name)));
    }

    @Override
    public boolean isAutoCommit() {
        return turn == null && !reading;
    }

    @Override
    public Mono<Void> setAutoCommit(boolean autoCommit) {
        return Mono.defer(() -> {
            if (autoCommit == isAutoCommit()) {
                return Mono.empty();
            }
            return autoCommit ? commitTransaction() : begin(false);
        });
    }

    @Override
    public ConnectionMetadata getMetadata() {
        return transaction.connection().getMetadata();
    }

    @Override
    public IsolationLevel getTransactionIsolationLevel() {
        return transaction.connection().getTransactionIsolationLevel();
    }

    /** Does nothing: the isolation is that of the transaction of the test, which has begun. */
    @Override
    public Mono<Void> setTransactionIsolationLevel(IsolationLevel level) {
        return Mono.empty();
    }

    /** Does nothing: it would last longer than the lease. */
    @Override
    public Mono<Void> setLockWaitTimeout(Duration timeout) {
        return Mono.empty();
    }

    /** Does nothing: it would last longer than the lease. */
    @Override
    public Mono<Void> setStatementTimeout(Duration timeout) {
        return Mono.empty();
    }

    @Override
    public Mono<Boolean> validate(ValidationDepth depth) {
        return Mono.defer(() ->
                closed ? Mono.just(false) : Mono.from(transaction.connection().validate(ValidationDepth.LOCAL)));
    }

    @Override
    public String toString() {
        return "TestConnection(" + transaction.connection() + ")";
    }
}
