package dev.relata.spring.test.internal.rollback;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The transaction of one test on its one connection. Thread-safe. */
final class TestTransaction {

    private static final String BASE = "relata_test";
    private static final String GUARD = "relata_test_statement";
    private static final String RELEASE_GUARD = "RELEASE SAVEPOINT " + GUARD;
    /** No such savepoint, no transaction. */
    private static final Set<String> GONE = Set.of("3B001", "25P01");

    private static final Duration CANCEL_TIMEOUT = Duration.ofSeconds(1);

    private final Connection connection;
    private final PostgresqlConnection driver;
    private final Consumer<String> sent;
    private final Turns turns;
    private final AtomicLong leases = new AtomicLong();
    private volatile @Nullable Running running;

    private TestTransaction(
            Connection connection, PostgresqlConnection driver, Duration patience, Consumer<String> sent) {
        this.connection = connection;
        this.driver = driver;
        this.sent = sent;
        this.turns = new Turns(patience);
    }

    /** A statement outside of the transactions of users, on its way. */
    private static final class Running {

        private final TestConnection lease;
        private volatile Mono<Void> cancel = Mono.empty();

        private Running(TestConnection lease) {
            this.lease = lease;
        }
    }

    /** Begins the transaction on a connection, which it gives back in the end. */
    static Mono<TestTransaction> begin(Connection connection, Duration patience, Consumer<String> sent) {
        PostgresqlConnection driver = driver(connection);
        if (driver == null) {
            return Mono.from(connection.close())
                    .then(Mono.error(() -> new IllegalStateException(
                            "tests are rolled back over connections of r2dbc-postgresql, this one is "
                                    + connection.getMetadata().getDatabaseProductName() + "'s")));
        }
        TestTransaction transaction = new TestTransaction(connection, driver, patience, sent);
        return transaction
                .send("BEGIN; SAVEPOINT " + BASE)
                .thenReturn(transaction)
                .onErrorResume(error -> Mono.from(connection.close()).then(Mono.error(error)));
    }

    private static @Nullable PostgresqlConnection driver(Connection connection) {
        Object candidate = connection;
        while (candidate instanceof Wrapped<?> wrapped && !(candidate instanceof PostgresqlConnection)) {
            candidate = wrapped.unwrap();
        }
        return candidate instanceof PostgresqlConnection found ? found : null;
    }

    Connection connection() {
        return connection;
    }

    PostgresqlConnection driver() {
        return driver;
    }

    Turns turns() {
        return turns;
    }

    TestConnection lease() {
        return new TestConnection(this, leases.incrementAndGet());
    }

    /** Notes a statement of a user. */
    void sending(String sql) {
        if (TransactionText.counts(sql)) {
            sent.accept(sql);
        }
    }

    /** Sends statements of control. */
    Mono<Void> send(String sql) {
        return uncancelled(Flux.defer(() -> connection.createStatement(sql).execute())
                .concatMap(Result::getRowsUpdated)
                .then());
    }

    /** Goes on to the end whether anybody waits for it or not, so that the state of the transaction is known. */
    static Mono<Void> uncancelled(Mono<Void> work) {
        return Mono.defer(() -> Mono.fromFuture(work.toFuture(), true));
    }

    /**
     * Runs a statement as if it committed by itself: when its turn comes, and behind a savepoint, so that its failure does
     * not fail the whole test.
     */
    <T> Flux<T> guarded(TestConnection lease, String label, boolean readOnly, Publisher<? extends T> work) {
        String begin = "SAVEPOINT " + GUARD + (readOnly ? "; SET TRANSACTION READ ONLY" : "");
        return Flux.usingWhen(
                turns.take(label),
                turn -> {
                    turn.begun();
                    return send(begin).thenMany(Flux.defer(() -> {
                        running = new Running(lease);
                        return work;
                    }));
                },
                turn -> end(turn),
                (turn, error) -> end(turn),
                turn -> end(turn));
    }

    private Mono<Void> end(Turns.Turn turn) {
        return Mono.defer(this::cancelled)
                .then(send(RELEASE_GUARD))
                .onErrorResume(failed -> send("ROLLBACK TO SAVEPOINT " + GUARD + "; " + RELEASE_GUARD))
                // What has failed for good, as a broken connection, shows at the next statement.
                .onErrorComplete()
                .doFinally(signal -> {
                    turn.done();
                    turn.end();
                });
    }

    /** Waits for a request to cancel the statement that has ended, so that it hits none that follows. */
    private Mono<Void> cancelled() {
        Running last = running;
        running = null;
        return last == null ? Mono.empty() : last.cancel;
    }

    /** Asks the server to cancel the statement of a lease, if it is the one that runs. */
    Mono<Void> cancel(TestConnection lease) {
        return Mono.defer(() -> {
            Running current = running;
            if (current == null || current.lease != lease) {
                return Mono.empty();
            }
            current.cancel = driver.cancelRequest()
                    .timeout(CANCEL_TIMEOUT)
                    .onErrorComplete()
                    .cache();
            return current.cancel;
        });
    }

    /**
     * Ends the transaction and gives the connection back. Statements that others still wait to send fail from now on.
     *
     * @param commit whether the rows stay
     * @return completes when the connection is given back; an error if the transaction of the test was not there any more
     */
    Mono<Void> end(boolean commit) {
        return Mono.defer(() -> {
            Turns.Turn open = turns.current();
            turns.close(new TestEndedException());
            Mono<Void> stopped = open == null || !open.busy()
                    ? Mono.empty()
                    : driver.cancelRequest().timeout(CANCEL_TIMEOUT);
            return stopped.onErrorComplete()
                    .then(commit && open != null ? TestConnection.undo(this).onErrorComplete() : Mono.empty())
                    .then(Mono.defer(() -> close(commit)));
        });
    }

    private Mono<Void> close(boolean commit) {
        return send("RELEASE SAVEPOINT " + BASE)
                .onErrorResume(R2dbcException.class, error -> released(error, commit))
                .then(commit ? send("COMMIT") : Mono.empty())
                .onErrorResume(error -> send("ROLLBACK").onErrorComplete().then(Mono.error(error)))
                .then(Mono.defer(() -> commit ? Mono.empty() : send("ROLLBACK")))
                .onErrorResume(error ->
                        driver.close().onErrorComplete().then(release()).then(Mono.error(error)))
                .then(Mono.defer(this::release));
    }

    /** A transaction that has failed is rolled back all the same; one that is not there has been ended by somebody else. */
    private static Mono<Void> released(R2dbcException error, boolean commit) {
        String state = Objects.requireNonNullElse(error.getSqlState(), "");
        if (GONE.contains(state)) {
            return Mono.error(new IllegalStateException(
                    "a statement of the test has ended the transaction of the test, as a script with COMMIT does: its rows"
                            + " may have stayed",
                    error));
        }
        return commit ? Mono.error(error) : Mono.empty();
    }

    private Mono<Void> release() {
        return Mono.from(connection.close());
    }
}
