package dev.relata.r2dbc.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.faults.Fault;
import dev.relata.r2dbc.faults.FaultProxy;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class LostConnectionIntegrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static TestDatabase database;

    private final ConnectionPool pool = database.pool(1);
    private final SqlClient client = SqlClient.of(pool, SqlClientOptions.defaults());

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void makeTable() {
        database.execute("DROP TABLE IF EXISTS marks", "CREATE TABLE marks (id int PRIMARY KEY)");
    }

    @AfterEach
    void theNextOperationWorks() {
        Pools.awaitAllReturned(pool);
        client.direct()
                .update(insert(99))
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
        assertThat(database.transactions()).isZero();
        Pools.close(pool);
    }

    private static Command insert(int id) {
        return Command.write("Mark.create", "INSERT INTO marks VALUES ($1)", id);
    }

    private static <R> Flux<R> within(SqlClient client, Function<SqlTransaction, Publisher<R>> work) {
        return Flux.usingWhen(
                        client.begin(TransactionOptions.defaults()),
                        work,
                        SqlTransaction::commit,
                        (transaction, error) -> transaction.rollback(),
                        SqlTransaction::rollback)
                .onErrorMap(error -> error.getCause() instanceof StoreException commit ? commit : error);
    }

    private static Mono<Void> kill() {
        return Mono.<Void>fromRunnable(() -> {
                    database.killAll();
                    Pools.await(() -> database.connections() == 0, () -> "still connected");
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Mono<Void> killRunning() {
        return Mono.<Void>fromRunnable(() -> Pools.await(() -> database.running() == 1, () -> "nothing runs"))
                .subscribeOn(Schedulers.boundedElastic())
                .then(kill());
    }

    private static void assertUnavailable(Throwable error, String label) {
        assertThat(error).isInstanceOf(StoreUnavailableException.class).hasMessageStartingWith(label + ": ");
        assertThat(((StoreException) error).retryable()).isTrue();
        assertThat(((StoreException) error).code()).isNotNull();
    }

    @Test
    void aBackendKilledInTheMiddleOfAStream() {
        Command series = Command.read("Series", "SELECT i FROM generate_series(1, $1) i", 10_000);
        client.direct()
                .cursor(series, CursorOptions.fixed(100), row -> row.get(0, Integer.class))
                .concatMapDelayError(i -> i == 150 ? kill().thenReturn(i) : Mono.just(i), 1)
                .as(StepVerifier::create)
                .thenConsumeWhile(i -> i <= 300)
                .verifyErrorSatisfies(error -> assertUnavailable(error, "Series"));
    }

    @Test
    void aBackendKilledWithinAStatement() {
        Command sleep = Command.read("Sleep", "SELECT pg_sleep($1)", 30.0);
        Flux.mergeDelayError(2, client.direct().update(sleep), killRunning().then(Mono.empty()))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertUnavailable(error, "Sleep"));
    }

    @Test
    void aBackendKilledBeforeCommitIsSent() {
        within(client, tx -> tx.update(insert(1)).then(kill()))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertUnavailable(error, "commit"));
        assertThat(database.value("SELECT count(*) FROM marks", Long.class)).isZero();
    }

    @Test
    void aBackendKilledBetweenTwoWrites() {
        within(client, tx -> tx.update(insert(1)).then(kill()).then(tx.update(insert(2))))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertUnavailable(error, "Mark.create"));
        assertThat(database.value("SELECT count(*) FROM marks", Long.class)).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cutDuringCommitItIsNotKnown(boolean arrives) throws Exception {
        try (FaultProxy proxy = FaultProxy.to(database.host(), database.port())) {
            proxy.arm(Fault.cutAtWord("COMMIT", arrives));
            ConnectionPool cut = TestDatabase.pool(
                    new PostgresqlConnectionFactory(database.configuration()
                            .host("localhost")
                            .port(proxy.port())
                            .build()),
                    1);
            within(SqlClient.of(cut, SqlClientOptions.defaults()), tx -> tx.update(insert(1)))
                    .as(StepVerifier::create)
                    .expectNext(1L)
                    .expectError(CommitUnknownException.class)
                    .verify(LIMIT);
            Pools.close(cut);
        }
        Pools.await(
                () -> database.value("SELECT count(*) FROM marks", Long.class) == (arrives ? 1 : 0),
                () -> "the data tells");
    }
}
