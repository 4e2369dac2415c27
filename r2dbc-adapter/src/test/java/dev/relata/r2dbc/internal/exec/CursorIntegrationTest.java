package dev.relata.r2dbc.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.StoreException;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.spi.StatementKind;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class CursorIntegrationTest {

    private static TestDatabase database;

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    private static final Duration LIMIT = Duration.ofSeconds(20);

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

    private Flux<Integer> stream(int rows, CursorOptions options) {
        return session.cursor(series(rows), options, row -> row.get(0, Integer.class));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 64, 65, 320, 50_000})
    void everyRowComesOnceInOrder(int rows) {
        List<Integer> seen =
                stream(rows, CursorOptions.adaptive()).collectList().block(LIMIT);
        assertThat(seen).isEqualTo(IntStream.rangeClosed(1, rows).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 100, Long.MAX_VALUE})
    void atMostTwoFetchesAreHeld(long demand) {
        AtomicInteger received = new AtomicInteger();
        AtomicInteger delivered = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        session.cursor(series(2000), CursorOptions.fixed(100), row -> received.incrementAndGet())
                .doOnNext(row -> most.accumulateAndGet(received.get() - delivered.getAndIncrement(), Math::max))
                .subscribe(new Steady<>(demand));
        Pools.await(() -> delivered.get() == 2000, () -> "delivered " + delivered);
        assertThat(most.get()).isBetween(demand < 100 ? 50 : 1, 200);
    }

    @Test
    void aConsumerThatStallsCausesNoFetch() {
        AtomicInteger received = new AtomicInteger();
        StepVerifier.create(
                        session.cursor(series(5000), CursorOptions.fixed(100), row -> received.incrementAndGet()), 0)
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> assertThat(received).hasValue(0))
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(49)
                .expectNextCount(49)
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> assertThat(received).hasValue(100))
                .thenRequest(1)
                .expectNextCount(1)
                .expectNoEvent(Duration.ofMillis(50))
                .then(() -> assertThat(received).hasValue(200))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void fetchesGrowToRowsOrBytes() {
        List<Integer> byRows = fetches(CursorOptions.adaptive());
        List<Integer> byBytes = fetches(CursorOptions.adaptive(row -> 4096));
        assertThat(byRows).startsWith(64, 256, 1024, 4096, 4096);
        assertThat(byBytes).startsWith(64, 256, 256, 256);
    }

    private List<Integer> fetches(CursorOptions options) {
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        SqlClientOptions listening = SqlClientOptions.defaults().listener(statement -> {
            if (statement.kind() == StatementKind.FETCH) {
                sizes.add(Stream.of(statement.text().split("; "))
                        .mapToInt(part -> Integer.parseInt(part.split(" ")[2]))
                        .sum());
            }
        });
        SqlClient.of(pool, listening)
                .direct()
                .cursor(series(20_000), options, row -> row.get(0, Integer.class))
                .then()
                .block(LIMIT);
        return sizes;
    }

    @ParameterizedTest
    @ValueSource(ints = {1023, 1024, 1025, 2500, 4096, 5000})
    void rowsComeOnceAndInOrderWhateverPartsAFetchHas(int size) {
        for (int rows : new int[] {size - 1, size, size + 1, 3 * size}) {
            StepVerifier.create(stream(rows, CursorOptions.fixed(size)).collectList())
                    .expectNext(IntStream.rangeClosed(1, rows).boxed().toList())
                    .expectComplete()
                    .verify(LIMIT);
        }
    }

    @Test
    void anErrorInALaterPartOfAFetchEndsTheStream() {
        Command failing = Command.read("Number", "SELECT 1 / (1500 - i) FROM generate_series(1, 10000) i");
        StepVerifier.create(session.cursor(failing, CursorOptions.fixed(4096), row -> row.get(0, Integer.class)))
                .expectNextCount(1024)
                .expectError(StoreException.class)
                .verify(LIMIT);
        StepVerifier.create(stream(3, CursorOptions.adaptive()))
                .expectNextCount(3)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void theStreamAndItsStatementsAreCounted() {
        List<StatementKind> kinds = new CopyOnWriteArrayList<>();
        SqlClientOptions listening = SqlClientOptions.defaults().listener(statement -> kinds.add(statement.kind()));
        SqlClient.of(pool, listening)
                .direct()
                .cursor(series(100), CursorOptions.adaptive(), row -> row.get(0, Integer.class))
                .then()
                .block(LIMIT);
        assertThat(kinds).filteredOn(StatementKind::counts).containsExactly(StatementKind.READ);
        assertThat(kinds).filteredOn(StatementKind.FETCH::equals).hasSize(2);
    }

    @Test
    void theConnectionGoesBackWhenTheLastRowIsHereWhateverTheDemand() {
        Flux<Integer> nested = stream(10, CursorOptions.adaptive())
                .concatMap(i -> session.update(series(1)).thenReturn(i), 1);
        assertThat(nested.collectList().block(LIMIT)).hasSize(10);
    }

    @Test
    void aReaderThatThrowsEndsTheStreamAfterTheRowsBefore() {
        session.cursor(series(1000), CursorOptions.adaptive(), row -> {
                    int i = row.get(0, Integer.class);
                    if (i == 100) {
                        throw new IllegalStateException("no");
                    }
                    return i;
                })
                .as(StepVerifier::create)
                .expectNextCount(99)
                .verifyErrorMessage("no");
    }

    @Test
    void anErrorWithinAFetchIsToldWithTheLabel() {
        Command failing = Command.read("Ratio", "SELECT 1 / (500 - i) FROM generate_series(1, $1) i", 1000);
        session.cursor(failing, CursorOptions.adaptive(), row -> row.get(0, Integer.class))
                .as(StepVerifier::create)
                .thenConsumeWhile(row -> true)
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(StoreException.class).hasMessageStartingWith("Ratio: "));
    }

    @Test
    void aSelectThatDoesNotParseIsToldWithItsOwnError() {
        session.cursor(Command.read("Bad", "SELECT nothing FROM nowhere"), CursorOptions.adaptive(), row -> 1)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(
                        error -> assertThat(((StoreException) error).code()).isEqualTo("42P01"));
    }

    @Test
    void theSnapshotIsThatOfTheFirstFetch() {
        database.execute("DROP TABLE IF EXISTS snap; CREATE TABLE snap AS SELECT i FROM generate_series(1, 1000) i");
        Flux<Integer> rows = session.cursor(
                Command.read("Snap", "SELECT i FROM snap"), CursorOptions.fixed(10), row -> row.get(0, Integer.class));
        AtomicInteger seen = new AtomicInteger();
        rows.doOnNext(row -> {
                    if (seen.getAndIncrement() == 0) {
                        Schedulers.boundedElastic().schedule(() -> database.execute("DELETE FROM snap"));
                    }
                })
                .then()
                .block(LIMIT);
        assertThat(seen).hasValue(1000);
    }

    @Test
    void cancelWithinAFetchFreesTheConnectionWithin100Milliseconds() {
        assertThat(Pools.fastest(this::freeAfterCancel)).isLessThan(Duration.ofMillis(100));
    }

    private Duration freeAfterCancel() {
        Command slow = Command.read("Slow", "SELECT pg_sleep($1)", 30.0);
        session.cursor(slow, CursorOptions.adaptive(), row -> 1)
                .timeout(Duration.ofMillis(50), Mono.just(-1))
                .then()
                .block(LIMIT);
        long start = System.nanoTime();
        session.update(series(1)).then().block(LIMIT);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Asks for the same number again and again, later and from another thread, so that rows pile up. */
    private static final class Steady<T> extends BaseSubscriber<T> {

        private final long demand;
        private long left;

        private Steady(long demand) {
            this.demand = demand;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            left = demand;
            request(demand);
        }

        @Override
        protected void hookOnNext(T value) {
            if (--left == 0) {
                left = demand;
                Schedulers.parallel().schedule(() -> request(demand), 100, TimeUnit.MICROSECONDS);
            }
        }
    }
}
