package dev.relata.r2dbc.internal.exec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class AutocommitSessionIntegrationTest {

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    private final ConnectionPool pool = database.pool(1);
    private final SqlSession session =
            SqlClient.of(pool, SqlClientOptions.defaults()).direct();

    @AfterEach
    void closePool() {
        Pools.close(pool);
    }

    private static Command series(int rows) {
        return Command.read("Series", "SELECT i FROM generate_series(1, $1) i", rows);
    }

    @Test
    void rowsComeInOrder() {
        List<Integer> expected = IntStream.rangeClosed(1, 1000).boxed().toList();
        session.rows(series(1000), row -> row.get(0, Integer.class))
                .collectList()
                .as(StepVerifier::create)
                .expectNext(expected)
                .verifyComplete();
    }

    @Test
    void aSlowConsumerDoesNotHoldTheConnection() {
        session.rows(series(1000), row -> row.get(0, Integer.class))
                .concatMap(i -> session.rows(series(1), row -> i), 1)
                .take(50)
                .as(StepVerifier::create)
                .expectNextCount(50)
                .verifyComplete();
    }

    @Test
    void aWriteIsShownWhenItIsCommitted() {
        database.execute("DROP TABLE IF EXISTS shown; CREATE TABLE shown (id int PRIMARY KEY)");
        Command insert = Command.write(
                "Shown.create", "INSERT INTO shown SELECT i FROM generate_series(1, $1) i RETURNING id", 500);
        session.rows(insert, row -> row.get(0, Integer.class))
                .next()
                .as(StepVerifier::create)
                .expectNext(1)
                .verifyComplete();
        assertThat(number("SELECT count(*) FROM shown")).isEqualTo(500);
    }

    @Test
    void updateCountsRowsAndViolationsNameTheConstraint() {
        database.execute(
                "DROP TABLE IF EXISTS counted; CREATE TABLE counted (id int CONSTRAINT counted_key PRIMARY KEY)");
        Command insert = Command.write("Counted.add", "INSERT INTO counted SELECT i FROM generate_series(1, $1) i", 7);
        session.update(insert).as(StepVerifier::create).expectNext(7L).verifyComplete();
        session.update(insert).as(StepVerifier::create).verifyErrorSatisfies(error -> {
            assertThat(error).isInstanceOf(ConstraintViolationException.class).hasMessageContaining("Counted.add");
            assertThat(((ConstraintViolationException) error).constraint()).isEqualTo("counted_key");
            assertThat(((StoreException) error).code()).isEqualTo("23505");
        });
    }

    @Test
    void aReaderThatThrowsEndsTheFlux() {
        session.rows(series(100_000), row -> {
                    throw new IllegalStateException("no");
                })
                .as(StepVerifier::create)
                .verifyErrorMessage("no");
        session.update(Command.read("x", "SELECT $1::int", 1))
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    void aBadStatementIsAnErrorWithLabelAndState() {
        session.update(Command.write("Nothing", "UPDATE no_such_table SET x = 1"))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> {
                    assertThat(error).isExactlyInstanceOf(StoreException.class).hasMessageStartingWith("Nothing: ");
                    assertThat(((StoreException) error).code()).isEqualTo("42P01");
                    assertThat(((StoreException) error).retryable()).isFalse();
                });
    }

    @Test
    void anUnreachableDatabaseIsUnavailable() {
        SqlClient.of(
                        new PostgresqlConnectionFactory(
                                database.configuration().port(1).build()),
                        SqlClientOptions.defaults())
                .direct()
                .update(series(1))
                .as(StepVerifier::create)
                .verifyError(StoreUnavailableException.class);
    }

    @Test
    void listenersSeeStatements() {
        List<String> seen = new CopyOnWriteArrayList<>();
        SqlClientOptions options = SqlClientOptions.defaults().listener(statement -> {
            seen.add(statement.kind() + " " + statement.rows());
            throw new IllegalStateException("ignored");
        });
        SqlClient.of(pool, options)
                .direct()
                .rows(series(3), row -> row.get(0, Integer.class))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(seen).containsExactly("READ 3");
    }

    @Test
    void cancelDuringASleepFreesTheConnectionWithin100Milliseconds() {
        assertThat(Pools.fastest(this::freeAfterCancel)).isLessThan(Duration.ofMillis(100));
    }

    private Duration freeAfterCancel() {
        Mono<Long> sleep = session.update(Command.read("Sleep", "SELECT pg_sleep($1)", 30.0));
        sleep.timeout(Duration.ofMillis(50), Mono.just(-1L))
                .as(StepVerifier::create)
                .expectNext(-1L)
                .verifyComplete();
        long start = System.nanoTime();
        session.update(series(1)).as(StepVerifier::create).expectNext(1L).verifyComplete();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void aPoolThatIsExhaustedIsAnErrorThatNamesTheRemedy() {
        ConnectionPool impatient =
                new ConnectionPool(io.r2dbc.pool.ConnectionPoolConfiguration.builder(database.connectionFactory())
                        .initialSize(0)
                        .maxSize(1)
                        .maxAcquireTime(Duration.ofMillis(100))
                        .build());
        SqlSession one = SqlClient.of(impatient, SqlClientOptions.defaults()).direct();
        Flux.from(impatient.create())
                .concatMap(held -> one.update(series(1))
                        .onErrorResume(error -> Mono.from(held.close()).then(Mono.error(error))))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("relata.transactional")
                        .hasMessageContaining("enlarge the pool"));
        impatient.disposeLater().then().block(Duration.ofSeconds(5));
    }

    @Test
    void aCancelBeforeTheConnectionIsThereGivesItBack() {
        Stream.generate(() -> series(1)).limit(200).forEach(command -> {
            session.update(command).subscribe().dispose();
        });
        session.update(series(1)).as(StepVerifier::create).expectNext(1L).verifyComplete();
    }

    private static long number(String sql) {
        return requireNonNull(database.value(sql, Long.class));
    }
}
