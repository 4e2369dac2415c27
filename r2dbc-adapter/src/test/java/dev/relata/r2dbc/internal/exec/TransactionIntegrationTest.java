package dev.relata.r2dbc.internal.exec;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.StoreException;
import dev.relata.error.TransactionException;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.spi.Isolation;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class TransactionIntegrationTest {

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    private static final Duration LIMIT = Duration.ofSeconds(100);

    private final ConnectionPool pool = database.pool(1);
    private final SqlClient client =
            SqlClient.of(pool, SqlClientOptions.defaults().outerWait(Duration.ofMillis(300)));

    @BeforeEach
    void makeTable() {
        database.execute(
                "DROP TABLE IF EXISTS marks; CREATE TABLE marks (id int PRIMARY KEY, n int NOT NULL DEFAULT 0)");
    }

    @AfterEach
    void closePool() {
        Pools.close(pool);
        assertThat(database.transactions()).isZero();
    }

    private <R> Flux<R> within(Function<SqlTransaction, Publisher<R>> work) {
        return Flux.usingWhen(
                client.begin(TransactionOptions.defaults()),
                work,
                SqlTransaction::commit,
                (transaction, error) -> transaction.rollback(),
                SqlTransaction::rollback);
    }

    private static <R> Flux<R> nested(SqlTransaction outer, Function<SqlTransaction, Publisher<R>> work) {
        return Flux.usingWhen(
                outer.nested(),
                work,
                SqlTransaction::commit,
                (transaction, error) -> transaction.rollback(),
                SqlTransaction::rollback);
    }

    private static Command series(int rows) {
        return Command.read("Series", "SELECT i FROM generate_series(1, $1) i", rows);
    }

    private static Command lookup(int key) {
        return Command.read("Lookup", "SELECT $1::int", key);
    }

    private static Command insert(int id) {
        return Command.write("Mark.create", "INSERT INTO marks (id) VALUES ($1)", id);
    }

    private static long marks() {
        return number("SELECT count(*) FROM marks");
    }

    @Test
    void commitStoresAndRollbackDoesNot() {
        within(tx -> tx.update(insert(1))).then().block(LIMIT);
        within(tx -> tx.update(insert(2)).then(Mono.<Long>error(new IllegalStateException("no"))))
                .as(StepVerifier::create)
                .verifyErrorMessage("no");
        assertThat(marks()).isEqualTo(1);
    }

    @Test
    void cancelRollsBack() {
        within(tx -> Flux.range(1, 100).concatMap(i -> tx.update(insert(i))))
                .take(3)
                .then()
                .block(LIMIT);
        Pools.awaitAllReturned(pool);
        assertThat(marks()).isZero();
    }

    @Test
    void aFailureThatIsResumedDoesNotPoisonTheTransaction() {
        within(tx -> tx.update(insert(1))
                        .then(tx.update(insert(1)).onErrorReturn(0L))
                        .then(tx.update(insert(2))))
                .then()
                .block(LIMIT);
        assertThat(marks()).isEqualTo(2);
    }

    @Test
    void aThousandLookupsAtOnceComplete() {
        List<Integer> answers = within(tx ->
                        Flux.range(1, 1000).flatMap(i -> tx.rows(lookup(i), row -> row.get(0, Integer.class)), 1000))
                .collectList()
                .block(LIMIT);
        assertThat(answers).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void aCursorWithALookupPerRowCompletes() {
        List<Integer> answers = within(tx -> tx.cursor(
                                series(10_000), CursorOptions.adaptive(), row -> row.get(0, Integer.class))
                        .flatMap(i -> tx.rows(lookup(i), row -> row.get(0, Integer.class))))
                .collectList()
                .block(LIMIT);
        assertThat(answers).hasSize(10_000).doesNotHaveDuplicates();
    }

    @Test
    void aLookupThatFailsAndIsResumedLeavesTheCursorAlone() {
        Command failing = Command.read("Lookup", "SELECT 1 / (5 - $1::int)", 5);
        List<Integer> answers = within(tx -> tx.cursor(
                                series(40), CursorOptions.fixed(4), row -> row.get(0, Integer.class))
                        .flatMap(i -> tx.rows(i == 5 ? failing : lookup(i), row -> row.get(0, Integer.class))
                                .onErrorReturn(-1)))
                .collectList()
                .block(LIMIT);
        assertThat(answers).hasSize(40).contains(-1).doesNotHaveDuplicates();
    }

    @Test
    void aFetchThatFailsLeavesTheTransactionAlone() {
        Command failing = Command.read("Ratio", "SELECT 1 / (500 - i) FROM generate_series(1, $1) i", 1000);
        within(tx -> tx.update(insert(1))
                        .thenMany(tx.cursor(failing, CursorOptions.adaptive(), row -> row.get(0, Integer.class))
                                .onErrorResume(StoreException.class, error -> Mono.empty()))
                        .then(tx.update(insert(2))))
                .then()
                .block(LIMIT);
        assertThat(marks()).isEqualTo(2);
    }

    @Test
    void aCursorThatIsLeftIsClosedAndItsNameUsedAgain() {
        Command open = Command.read("Cursors", "SELECT count(*)::int FROM pg_cursors");
        List<Integer> counts = within(tx -> Flux.range(0, 5)
                        .concatMap(i -> tx.cursor(series(1000), CursorOptions.adaptive(), row -> 1)
                                .take(3 + i)
                                .then(tx.rows(open, row -> row.get(0, Integer.class))
                                        .single())))
                .collectList()
                .block(LIMIT);
        assertThat(counts).containsExactly(0, 0, 0, 0, 0);
    }

    @Test
    void twoCursorsAtOnceShareTheConnection() {
        List<Integer> sums = within(tx -> Flux.zip(
                        tx.cursor(series(3000), CursorOptions.fixed(100), row -> row.get(0, Integer.class)),
                        tx.cursor(series(3000), CursorOptions.fixed(70), row -> row.get(0, Integer.class)),
                        Integer::sum))
                .collectList()
                .block(LIMIT);
        assertThat(sums).hasSize(3000).startsWith(2, 4, 6).endsWith(6000);
    }

    @Test
    void aStatementThatIsCancelledLeavesTheTransactionAlone() {
        Command sleep = Command.read("Sleep", "SELECT pg_sleep($1)", 30.0);
        within(tx -> tx.update(insert(1))
                        .then(tx.update(sleep).timeout(Duration.ofMillis(50), Mono.just(0L)))
                        .then(tx.update(insert(2))))
                .then()
                .block(Duration.ofSeconds(2));
        assertThat(marks()).isEqualTo(2);
    }

    @Test
    void twoHundredFiftySixNestedTransactionsLoseNothing() {
        within(tx -> tx.update(insert(0))
                        .thenMany(Flux.range(0, 256)
                                .flatMap(
                                        i -> nested(
                                                tx,
                                                inner -> inner.update(Command.write(
                                                                "Mark.n", "UPDATE marks SET n = n + $1", 1))
                                                        .then(inner.update(insert(i + 1)))),
                                        256)))
                .then()
                .block(LIMIT);
        assertThat(marks()).isEqualTo(257);
        assertThat(number("SELECT max(n)::bigint FROM marks")).isEqualTo(256);
    }

    @Test
    void aNestedRollbackUndoesItsOwnOnlyAndNoWriteOfASibling() {
        within(tx -> Flux.range(0, 64).flatMap(i -> {
                    Mono<Long> outer = tx.update(insert(1000 + i));
                    Flux<Long> inner = nested(
                            tx,
                            in -> in.update(insert(i))
                                    .delayElement(Duration.ofMillis(1))
                                    .flatMap(n ->
                                            i % 2 == 0 ? Mono.error(new IllegalStateException("odd")) : Mono.just(n)));
                    return Flux.merge(inner.onErrorResume(error -> Mono.empty()), outer);
                }))
                .then()
                .block(LIMIT);
        assertThat(number("SELECT count(*) FROM marks WHERE id < 1000")).isEqualTo(32);
        assertThat(number("SELECT count(*) FROM marks WHERE id >= 1000")).isEqualTo(64);
    }

    @Test
    void threeLevelsDeep() {
        within(tx -> nested(
                        tx,
                        one -> one.update(insert(1))
                                .thenMany(nested(
                                        one,
                                        two -> two.update(insert(2))
                                                .thenMany(nested(two, three -> three.update(insert(3))))
                                                .then(Mono.<Long>error(new IllegalStateException("two")))))
                                .onErrorReturn(0L)))
                .then()
                .block(LIMIT);
        assertThat(marks()).isEqualTo(1);
    }

    @Test
    void fetchesOfAnOuterCursorGoOnWhileAnInnerTransactionIsOpen() {
        within(tx -> tx.cursor(series(500), CursorOptions.fixed(10), row -> row.get(0, Integer.class))
                        .concatMap(i -> nested(tx, inner -> inner.update(insert(i))), 8))
                .then()
                .block(LIMIT);
        assertThat(marks()).isEqualTo(500);
    }

    @Test
    void anInnerTransactionMayWaitForLaterRowsOfAnOuterCursor() {
        Sinks.Empty<Void> later = Sinks.empty();
        within(tx -> tx.cursor(series(500), CursorOptions.fixed(10), row -> row.get(0, Integer.class))
                        .doOnNext(i -> {
                            if (i == 100) {
                                later.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
                            }
                        })
                        .flatMap(i -> i == 1
                                ? nested(tx, inner -> inner.update(insert(i)).delayUntil(n -> later.asMono()))
                                : Mono.empty()))
                .then()
                .block(LIMIT);
        assertThat(marks()).isEqualTo(1);
    }

    @Test
    void anInnerRollbackThatComesLateDoesNotTakeTheOuterOnesPlace() {
        Command sleep = Command.read("Sleep", "SELECT pg_sleep($1)", 0.1);
        client.begin(TransactionOptions.defaults())
                .flatMap(tx -> tx.nested()
                        .flatMap(inner -> Mono.when(
                                inner.update(sleep),
                                Mono.delay(Duration.ofMillis(50)).then(Mono.when(tx.rollback(), inner.rollback())))))
                .block(LIMIT);
        assertThat(pool.getMetrics().orElseThrow().acquiredSize()).isZero();
    }

    @Test
    void anInnerPipelineThatWaitsForAnOuterSiblingIsToldSo() {
        within(tx -> nested(tx, inner -> inner.update(insert(1)).then(tx.update(insert(2)))))
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TransactionException.class)
                        .hasMessageContaining("Mark.create")
                        .hasMessageContaining("inner transaction"))
                .verify(Duration.ofSeconds(3));
        assertThat(marks()).isZero();
    }

    @Test
    void aSlowInnerTransactionIsNotMistakenForADeadlock() {
        Command sleep = Command.read("Sleep", "SELECT pg_sleep($1)", 0.2);
        within(tx -> Flux.merge(
                        nested(tx, inner -> Flux.range(0, 4).concatMap(i -> inner.update(sleep))),
                        tx.update(insert(1))))
                .then()
                .block(LIMIT);
        assertThat(marks()).isEqualTo(1);
    }

    @Test
    void anEndIsToldTwiceAndDoneOnce() {
        client.begin(TransactionOptions.defaults())
                .flatMap(tx -> tx.update(insert(1))
                        .then(tx.commit())
                        .then(tx.commit())
                        .then(tx.rollback())
                        .then(tx.rollback()))
                .then()
                .block(LIMIT);
        assertThat(marks()).isEqualTo(1);
    }

    @Test
    void afterTheEndNothingRuns() {
        client.begin(TransactionOptions.defaults())
                .flatMap(tx -> tx.update(insert(1)).then(tx.rollback()).then(tx.update(insert(2))))
                .as(StepVerifier::create)
                .verifyError(TransactionException.class);
        client.begin(TransactionOptions.defaults())
                .flatMap(tx -> tx.rollback().then(tx.commit()))
                .as(StepVerifier::create)
                .verifyError(TransactionException.class);
        assertThat(marks()).isZero();
    }

    @Test
    void aTransactionThatSendsNothingTakesNoConnection() {
        AtomicInteger taken = new AtomicInteger();
        within(tx -> nested(tx, inner -> Mono.just(taken.incrementAndGet())))
                .then()
                .block(LIMIT);
        assertThat(pool.getMetrics().orElseThrow().allocatedSize()).isZero();
    }

    @Test
    void optionsReachTheServer() {
        Command show = Command.read(
                "Show",
                "SELECT current_setting('transaction_isolation')"
                        + " || ' ' || current_setting('transaction_read_only')");
        String settings = Flux.usingWhen(
                        client.begin(TransactionOptions.isolation(Isolation.SERIALIZABLE)
                                .asReadOnly()),
                        tx -> tx.rows(show, row -> row.get(0, String.class)),
                        SqlTransaction::commit)
                .blockLast(LIMIT);
        assertThat(settings).isEqualTo("serializable on");
    }

    @Test
    void aSerializationFailureIsRetryable() {
        database.execute("INSERT INTO marks VALUES (1)");
        Command add = Command.write("Mark.n", "UPDATE marks SET n = n + $1", 1);
        ConnectionPool two = database.pool(2);
        SqlClient clients = SqlClient.of(two, SqlClientOptions.defaults());
        TransactionOptions serializable = TransactionOptions.isolation(Isolation.REPEATABLE_READ);
        Flux.usingWhen(
                        clients.begin(serializable),
                        tx -> tx.rows(Command.read("Mark", "SELECT n FROM marks"), row -> 1)
                                .thenMany(clients.direct().update(add))
                                .thenMany(tx.update(add)),
                        SqlTransaction::commit,
                        (tx, error) -> tx.rollback(),
                        SqlTransaction::rollback)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error ->
                        assertThat(((StoreException) error).retryable()).isTrue());
        Pools.close(two);
    }

    private static long number(String sql) {
        return requireNonNull(database.value(sql, Long.class));
    }
}
