package dev.relata.r2dbc.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.StoreException;
import dev.relata.error.TransactionException;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Takes part in a transaction that a framework has begun, while the framework sends statements over the connection too. */
class JoinedTransactionIntegrationTest {

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
    private final SqlClient client = SqlClient.of(pool, SqlClientOptions.defaults());

    @BeforeEach
    void makeTable() {
        database.execute("DROP TABLE IF EXISTS marks; CREATE TABLE marks (id int PRIMARY KEY)");
    }

    @AfterEach
    void closePool() {
        Pools.close(pool);
        assertThat(database.transactions()).isZero();
    }

    /** Begins, drains and commits as a framework does. */
    private <R> Flux<R> within(BiFunction<Connection, SqlTransaction, Publisher<R>> work) {
        return Flux.usingWhen(
                pool.create(),
                connection -> {
                    SqlTransaction joined = client.join(connection, false);
                    return Flux.usingWhen(
                            Mono.from(connection.beginTransaction()).thenReturn(connection),
                            begun -> work.apply(begun, joined),
                            begun -> joined.drain().then(joined.rollback()).then(Mono.from(begun.commitTransaction())),
                            (begun, error) -> joined.rollback().then(Mono.from(begun.rollbackTransaction())),
                            begun -> joined.rollback().then(Mono.from(begun.rollbackTransaction())));
                },
                Connection::close);
    }

    private static Mono<Long> theirs(Connection connection, int id) {
        return Mono.from(connection
                        .createStatement("INSERT INTO marks (id) VALUES ($1)")
                        .bind(0, id)
                        .execute())
                .flatMap(result -> Mono.from(result.getRowsUpdated()));
    }

    private static Mono<Long> ours(SqlTransaction joined, int id) {
        return joined.update(Command.write("Mark", "INSERT INTO marks (id) VALUES ($1)", id));
    }

    private Long marks() {
        return database.value("SELECT count(*) FROM marks", Long.class);
    }

    @Test
    void whatOursReadsAndLeavesEarlyTakesNoStatementOfTheirsWithIt() {
        Command many = Command.read("Series", "SELECT i FROM generate_series(1, $1) i", 100_000);
        within((connection, joined) -> Flux.range(0, 20)
                        .concatMap(round -> Flux.merge(
                                joined.rows(many, row -> 1).next().then(),
                                theirs(connection, round).then())))
                .blockLast();
        assertThat(marks()).isEqualTo(20);
    }

    @Test
    void whatOursCannotReadTakesNoStatementOfTheirsWithIt() {
        Command one = Command.read("One", "SELECT $1::int", 1);
        within((connection, joined) -> Flux.range(0, 20)
                        .concatMap(round -> Flux.merge(
                                joined.<Integer>rows(one, row -> {
                                            throw new IllegalStateException("unreadable");
                                        })
                                        .then()
                                        .onErrorComplete(IllegalStateException.class),
                                theirs(connection, round).then())))
                .blockLast();
        assertThat(marks()).isEqualTo(20);
    }

    @Test
    void aStatementOfTheirsThatMeetsAFailedOneOfOursFailsInsteadOfBeingLost() {
        within((connection, joined) ->
                        Flux.mergeDelayError(2, ours(joined, 1).then(ours(joined, 1)), theirs(connection, 2)))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyError();
        assertThat(marks()).isZero();
        within((connection, joined) -> ours(joined, 1)
                        .then(ours(joined, 1).onErrorResume(StoreException.class, error -> Mono.just(0L)))
                        .then(theirs(connection, 2)))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(marks()).isEqualTo(2);
    }

    @Test
    void statementsOfBothInAnyMixtureAreAllStoredOrNone() {
        within((connection, joined) ->
                        Flux.range(0, 100).flatMap(i -> i % 2 == 0 ? theirs(connection, i) : ours(joined, i), 100))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(marks()).isEqualTo(100);
    }

    @Test
    void aCursorThatASavepointOfTheirsHasTakenIsLeftAlone() {
        Command series = Command.read("Series", "SELECT i FROM generate_series(1, $1) i", 10_000);
        within((connection, joined) -> Mono.from(connection.createSavepoint("theirs"))
                        .thenMany(joined.cursor(series, CursorOptions.fixed(64), row -> 1)
                                .take(3))
                        .then(Mono.from(connection.rollbackTransactionToSavepoint("theirs")))
                        .then(theirs(connection, 1)))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(marks()).isEqualTo(1);
    }

    @Test
    void afterTheEndStatementsAreRefusedAndTheConnectionIsTheirs() {
        within((connection, joined) -> joined.rollback()
                        .then(ours(joined, 1))
                        .onErrorResume(TransactionException.class, error -> Mono.just(0L))
                        .then(theirs(connection, 2)))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(marks()).isEqualTo(1);
    }

    @Test
    void commitAndRollbackOfOursEndNothingOfTheirs() {
        within((connection, joined) -> ours(joined, 1).then(joined.commit()).then(theirs(connection, 2)))
                .thenMany(Mono.delay(Duration.ZERO))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(marks()).isEqualTo(2);
    }
}
