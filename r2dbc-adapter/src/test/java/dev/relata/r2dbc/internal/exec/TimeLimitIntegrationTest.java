package dev.relata.r2dbc.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.faults.Fault;
import dev.relata.r2dbc.faults.FaultProxy;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.HeldConnections;
import dev.relata.r2dbc.internal.exec.connection.PoolerCheck;
import dev.relata.r2dbc.internal.exec.connection.ServerCheck;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
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
import reactor.test.StepVerifier;

/** A network that loses the packets of a connection, from a word of the driver on. */
class TimeLimitIntegrationTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static TestDatabase database;
    private static FaultProxy proxy;

    private final ConnectionPool pool = pool(connections(), 1);
    private final HeldConnections held = new HeldConnections();
    private final SqlClient client = client(SqlClientOptions.defaults().endingTimeout(SHORT));

    @BeforeAll
    static void createDatabase() throws IOException {
        database = TestDatabase.create();
        proxy = FaultProxy.to(database.host(), database.port());
    }

    @AfterAll
    static void dropDatabase() throws IOException {
        proxy.close();
        database.close();
    }

    @BeforeEach
    void makeTable() {
        database.execute("DROP TABLE IF EXISTS marks", "CREATE TABLE marks (id int PRIMARY KEY)");
    }

    @AfterEach
    void nothingIsHeldOnEitherSide() {
        proxy.arm(Fault.NONE);
        Pools.awaitAllReturned(pool);
        assertThat(held.count()).isZero();
        TestDatabase.await(database::transactions, 0);
        client.direct()
                .update(insert(99))
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
        Pools.close(pool);
    }

    private static ConnectionFactory connections() {
        return new PostgresqlConnectionFactory(
                database.configuration().host("localhost").port(proxy.port()).build());
    }

    private static ConnectionPool pool(ConnectionFactory factory, int size) {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .initialSize(0)
                .maxSize(size)
                .maxAcquireTime(Duration.ofSeconds(10))
                .maxCreateConnectionTime(Duration.ofSeconds(2))
                .build());
    }

    private SqlClient client(SqlClientOptions options) {
        return SqlClient.of(pool, options, held, PoolerCheck.none("none"), ServerCheck.of(ServerProfile.POSTGRESQL));
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

    private static void swallowAt(String word, boolean arrives) {
        proxy.arm(Fault.swallowAtWord(word, arrives));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommitWithoutAnswerIsNotKnown(boolean arrives) {
        swallowAt("COMMIT", arrives);
        within(client, tx -> tx.update(insert(1)))
                .as(StepVerifier::create)
                .expectNext(1L)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(CommitUnknownException.class)
                        .hasMessageContaining("did not answer COMMIT within the endingTimeout of the store, 300 ms"))
                .verify(LIMIT);
        TestDatabase.await(database::transactions, 0);
        assertThat(database.value("SELECT count(*) FROM marks", Long.class)).isEqualTo(arrives ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRollbackWithoutAnswerEnds(boolean arrives) {
        swallowAt("ROLLBACK", arrives);
        within(client, tx -> tx.update(insert(1)).then(Mono.error(new IllegalStateException("mine"))))
                .as(StepVerifier::create)
                .expectErrorMessage("mine")
                .verify(LIMIT);
        assertNoMarks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "SAVEPOINT relata_s", "INSERT", "RELEASE"})
    void theCallersTimeLimitFreesTheConnection(String word) {
        swallowAt(word, true);
        within(client, tx -> tx.update(insert(1)).then(tx.update(insert(2))))
                .timeout(SHORT)
                .as(StepVerifier::create)
                .expectError(TimeoutException.class)
                .verify(LIMIT);
        assertNoMarks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "RELEASE"})
    void withoutATimeLimitOfTheCallerItEndsToo(String word) {
        swallowAt(word, true);
        within(client, tx -> tx.update(insert(1)).then(tx.update(insert(2))))
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("the server did not answer " + word))
                .verify(LIMIT);
        assertNoMarks();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAVEPOINT relata_1", "RELEASE SAVEPOINT relata_1", "ROLLBACK TO SAVEPOINT relata_1"})
    void anInnerTransactionEndsToo(String word) {
        swallowAt(word, true);
        within(client, tx -> tx.update(insert(1)).thenMany(inner(tx, word.startsWith("ROLLBACK"))))
                .as(StepVerifier::create)
                .thenConsumeWhile(any -> true)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(
                                word.startsWith("ROLLBACK")
                                        ? IllegalStateException.class
                                        : StoreUnavailableException.class))
                .verify(LIMIT);
        assertNoMarks();
    }

    private static Flux<Long> inner(SqlTransaction outer, boolean fails) {
        return Flux.usingWhen(
                outer.nested(),
                tx -> tx.update(insert(2))
                        .flatMap(rows -> fails ? Mono.error(new IllegalStateException()) : Mono.just(rows)),
                SqlTransaction::commit,
                (transaction, error) -> transaction.rollback(),
                SqlTransaction::rollback);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BEGIN", "DECLARE", "FETCH FORWARD 20", "ROLLBACK"})
    void aStreamThatIsCancelledGivesItsConnectionBack(String word) {
        swallowAt(word, true);
        Command series = Command.read("Series", "SELECT i FROM generate_series(1, $1) i", 10_000);
        client.direct()
                .cursor(series, CursorOptions.fixed(20), row -> row.get(0, Integer.class))
                .limitRate(1)
                .take(5)
                .timeout(SHORT, Mono.empty())
                .as(StepVerifier::create)
                .thenConsumeWhile(any -> true)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void aCursorOfATransactionIsClosedInTime() {
        swallowAt("CLOSE", true);
        Command series = Command.read("Series", "SELECT i FROM generate_series(1, $1) i", 10_000);
        within(
                        client,
                        tx -> tx.cursor(series, CursorOptions.fixed(20), row -> row.get(0, Integer.class))
                                // The cancel comes between two fetches.
                                .concatMap(
                                        i -> Mono.delay(Duration.ofMillis(50)).thenReturn(i), 1)
                                .take(3)
                                .then(tx.update(insert(1))))
                .as(StepVerifier::create)
                .thenConsumeWhile(any -> true)
                .expectError(StoreUnavailableException.class)
                .verify(LIMIT);
        assertNoMarks();
    }

    @Test
    void aStatementIsCancelledWhenItsTimeIsOver() {
        Command sleep = Command.read("Sleep", "SELECT pg_sleep($1)", 30.0);
        client(SqlClientOptions.defaults().statementTimeout(SHORT))
                .direct()
                .update(sleep)
                .as(StepVerifier::create)
                .expectErrorSatisfies(TimeLimitIntegrationTest::assertStopped)
                .verify(Duration.ofSeconds(3));
        TestDatabase.await(database::running, 0);
    }

    @Test
    void aTransactionGoesOnBehindAStatementThatWasCancelledForItsTime() {
        Command sleep = Command.read("Sleep", "SELECT pg_sleep($1)", 30.0);
        SqlClient limited = client(SqlClientOptions.defaults().statementTimeout(SHORT));
        within(limited, tx -> tx.update(sleep).onErrorResume(StoreException.class, error -> tx.update(insert(1))))
                .as(StepVerifier::create)
                .expectNext(1L)
                .expectComplete()
                .verify(LIMIT);
        assertThat(database.value("SELECT count(*) FROM marks", Long.class)).isEqualTo(1);
    }

    @Test
    void aStatementThatIsInTimeIsLeftAlone() {
        SqlClient limited = client(SqlClientOptions.defaults().statementTimeout(Duration.ofSeconds(30)));
        limited.direct()
                .update(insert(1))
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aWriteThatCommitsByItselfIsNotKnownWithoutItsAnswer(boolean arrives) {
        swallowAt("INSERT", arrives);
        client(SqlClientOptions.defaults().statementTimeout(SHORT))
                .direct()
                .update(insert(1))
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(CommitUnknownException.class)
                        .hasMessageContaining("statementTimeout"))
                .verify(LIMIT);
        TestDatabase.await(database::running, 0);
        assertThat(database.value("SELECT count(*) FROM marks", Long.class)).isEqualTo(arrives ? 1 : 0);
    }

    private static void assertStopped(Throwable error) {
        assertThat(error).isInstanceOfSatisfying(StoreException.class, stopped -> {
            assertThat(stopped.reason()).isEqualTo(Reason.TIMEOUT);
            assertThat(stopped.retryable()).isFalse();
            assertThat(stopped).hasMessageContaining("longer than the statementTimeout of the store, 300 ms");
        });
    }

    @Test
    void aConnectThatNobodyAnswersFreesItsPlace() {
        swallowAt("user", false);
        for (int i = 0; i < 3; i++) {
            client.direct()
                    .update(insert(1))
                    .as(StepVerifier::create)
                    .expectErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(StoreUnavailableException.class)
                            .hasMessageContaining("no connection was opened in time")
                            .hasMessageContaining("connectTimeout")
                            .message()
                            .doesNotContain("nested"))
                    .verify(LIMIT);
        }
        // The network is back: the row of the last check is written.
    }

    @ParameterizedTest
    @ValueSource(strings = {"SAVEPOINT relata_s", "INSERT", "RELEASE"})
    void theTransactionOfAFrameworkCanEnd(String word) {
        Mono.usingWhen(
                        pool.create(),
                        connection -> Mono.from(connection.beginTransaction())
                                .then(Mono.fromRunnable(() -> swallowAt(word, true)))
                                .then(Mono.defer(() -> inJoined(client.join(connection, false)))),
                        Connection::close)
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);
        assertNoMarks();
    }

    private static Mono<Void> inJoined(SqlTransaction joined) {
        return joined.update(insert(1))
                .then(joined.drain())
                .timeout(SHORT)
                .onErrorResume(TimeoutException.class, late -> Mono.empty())
                .then(joined.rollback());
    }

    private static void assertNoMarks() {
        TestDatabase.await(database::transactions, 0);
        assertThat(database.value("SELECT count(*) FROM marks", Long.class)).isZero();
    }
}
