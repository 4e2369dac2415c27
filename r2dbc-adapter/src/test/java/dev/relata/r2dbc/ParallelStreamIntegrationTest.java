package dev.relata.r2dbc;

import static dev.relata.model.Conditions.lte;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.export.Ndjson;
import dev.relata.model.Id;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import io.r2dbc.pool.ConnectionPool;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

/** One stream over several connections, against a real server. */
class ParallelStreamIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(50);
    private static final int ROWS = 12_000;

    record Crate(@Id long id, String name) {}

    record Parcel(@Id UUID depot, @Id String code, int weight) {}

    private final TestDatabase database = TestDatabase.create();
    private final Queue<ExecutedStatement> executed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger most = new AtomicInteger();
    private ConnectionPool pool = database.pool(4);
    private R2dbcStore store = store();
    private Relata relata = relata();

    private R2dbcStore store() {
        return R2dbcStore.builder()
                .connectionFactory(pool)
                .listener(executed::add)
                .build();
    }

    private Relata relata() {
        return Relata.builder().store(store).model(Crate.class, Parcel.class).build();
    }

    /** About ten rows to a page, so that few of them make a table that is worth dividing. */
    @BeforeEach
    void fill() {
        database.execute(
                "CREATE TABLE crates (id bigint PRIMARY KEY, name text NOT NULL)"
                        + " WITH (fillfactor = 10, autovacuum_enabled = off)",
                "INSERT INTO crates SELECT g, 'crate ' || repeat('x', 30) || g FROM generate_series(1, " + ROWS
                        + ") g");
    }

    @AfterEach
    void close() {
        pool.disposeLater().block(PATIENCE);
        database.close();
    }

    private void poolOf(int size) {
        pool.disposeLater().block(PATIENCE);
        pool = database.pool(size);
        store = store();
        relata = relata();
    }

    private Selection<Crate> crates() {
        return relata.from(Crate.class);
    }

    /** The ids of a stream, and the most connections that it held. */
    private Mono<List<Long>> ids(Iteration iteration) {
        return crates().iterate(iteration)
                .doOnNext(row -> most.accumulateAndGet(store.heldConnections(), Math::max))
                .map(Crate::id)
                .collectList();
    }

    private static List<Long> all() {
        return LongStream.rangeClosed(1, ROWS).boxed().toList();
    }

    private long declared() {
        return executed.stream()
                .filter(statement -> statement.kind() == StatementKind.READ)
                .filter(statement -> statement.text().startsWith("DECLARE"))
                .count();
    }

    private long ranges() {
        Long pages = database.value("SELECT pg_relation_size('crates') / 8192", Long.class);
        return Math.min(pages == null ? 0 : pages / 128, 24);
    }

    private void nothingIsHeld() {
        TestDatabase.await(store::heldConnections, 0);
        TestDatabase.await(database::transactions, 0);
    }

    @Test
    void anExportComesOverSeveralConnections() {
        Flux<String> lines = Ndjson.of(crates(), Iteration.parallel(3), JsonMapper.shared())
                .map(buffer -> StandardCharsets.UTF_8.decode(buffer).toString());
        assertThat(String.join("", lines.collectList().block(PATIENCE)).lines().distinct())
                .hasSize(ROWS)
                .allMatch(line -> line.startsWith("{\"id\":"));
        assertThat(declared()).isEqualTo(ranges());
        nothingIsHeld();
    }

    @Test
    void aDemandOfExactlyAllRowsIsCompleted() {
        StepVerifier.create(crates().iterate(Iteration.parallel(3)), ROWS)
                .expectNextCount(ROWS)
                .verifyComplete();
        nothingIsHeld();
    }

    @Test
    void theRowsOfATableComeOnceOverSeveralConnections() {
        List<Long> ids = new CopyOnWriteArrayList<>();
        StepVerifier.create(
                        crates().iterate(Iteration.parallel(3)).map(Crate::id).doOnNext(ids::add), 1)
                .expectNextCount(1)
                .then(() -> TestDatabase.await(store::heldConnections, 3))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(id -> true)
                .verifyComplete();
        assertThat(ids).containsExactlyInAnyOrderElementsOf(all());
        assertThat(ranges()).isGreaterThan(6);
        assertThat(declared()).isEqualTo(ranges());
        assertThat(executed).filteredOn(statement -> statement.kind().counts()).hasSize((int) ranges());
        assertThat(executed)
                .filteredOn(statement -> statement.text().contains("SET TRANSACTION SNAPSHOT"))
                .hasSize(2);
        nothingIsHeld();
    }

    /** The server goes to the first page of a range, and does not read those before it. */
    @Test
    void eachPageIsReadByOneConnection() {
        StepVerifier.create(ids(Iteration.parallel(3)))
                .assertNext(ids -> assertThat(ids).hasSize(ROWS))
                .verifyComplete();
        poolOf(1); // a connection tells what it has read when it is closed
        TestDatabase.await(this::rowsRead, ROWS);
    }

    private long rowsRead() {
        Long rows = database.value("SELECT seq_tup_read FROM pg_stat_user_tables WHERE relname = 'crates'", Long.class);
        return rows == null ? 0 : rows;
    }

    /** Rows that others insert, delete, change and move to other pages meanwhile. */
    @Test
    void allConnectionsSeeTheSnapshotOfTheFirst() {
        Set<Long> seen = new HashSet<>();
        Flux<Crate> stream = crates().iterate(new Iteration(50, null, 3));
        StepVerifier.create(stream, 1)
                .consumeNextWith(row -> assertThat(seen.add(row.id())).isTrue())
                .then(() -> database.execute(
                        "UPDATE crates SET name = 'changed' WHERE id % 2 = 0",
                        "DELETE FROM crates WHERE id % 3 = 0",
                        "INSERT INTO crates SELECT g, 'new' FROM generate_series(100001, 105000) g",
                        "VACUUM crates"))
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(row -> {
                    assertThat(row.name()).startsWith("crate ");
                    assertThat(seen.add(row.id())).as("twice: %s", row.id()).isTrue();
                    return true;
                })
                .verifyComplete();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(all());
        nothingIsHeld();
    }

    @Test
    void theTableIsNotRewrittenWhileItIsRead() {
        StepVerifier.create(crates().iterate(new Iteration(50, null, 3)), 1)
                .expectNextCount(1)
                .then(() -> assertThatThrownBy(() ->
                                database.execute("DO $$BEGIN LOCK TABLE crates IN ACCESS EXCLUSIVE MODE NOWAIT; END$$"))
                        .hasMessageContaining("could not obtain lock"))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 1)
                .verifyComplete();
    }

    @Test
    void aPoolOfOneConnectionIsEnough() {
        poolOf(1);
        StepVerifier.create(ids(Iteration.parallel(4)))
                .assertNext(ids -> assertThat(ids).containsExactlyInAnyOrderElementsOf(all()))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(most.get()).isEqualTo(1);
        nothingIsHeld();
    }

    @Test
    void manyStreamsShareAPoolThatIsTooSmall() {
        poolOf(2);
        StepVerifier.create(Flux.range(0, 4).flatMap(i -> ids(Iteration.parallel(4)), 4))
                .thenConsumeWhile(ids -> {
                    assertThat(ids).containsExactlyInAnyOrderElementsOf(all());
                    return true;
                })
                .expectComplete()
                .verify(PATIENCE);
        assertThat(most.get()).isLessThanOrEqualTo(2);
        nothingIsHeld();
    }

    /** A connection that comes later sees the same snapshot. */
    @Test
    void aConnectionThatBecomesFreeJoins() {
        poolOf(2);
        Mono<Long> held = Mono.usingWhen(
                pool.create(), connection -> Mono.delay(Duration.ofMillis(300)), connection -> connection.close());
        Mono<List<Long>> slowly = crates().iterate(new Iteration(50, null, 2))
                .doOnNext(row -> most.accumulateAndGet(store.heldConnections(), Math::max))
                .map(Crate::id)
                .buffer(100)
                .concatMap(part -> Mono.delay(Duration.ofMillis(10)).thenReturn(part), 1)
                .concatMapIterable(part -> part)
                .collectList();
        StepVerifier.create(Mono.zip(held, slowly).map(both -> both.getT2()))
                .assertNext(ids -> assertThat(ids).containsExactlyInAnyOrderElementsOf(all()))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(most.get()).isEqualTo(2);
        nothingIsHeld();
    }

    @Test
    void aCancelGivesAllConnectionsBack() {
        for (int rows : List.of(1, 200, 5000)) {
            StepVerifier.create(crates().iterate(Iteration.parallel(4)).take(rows))
                    .expectNextCount(rows)
                    .verifyComplete();
            nothingIsHeld();
        }
        StepVerifier.create(crates().iterate(Iteration.parallel(4)), 0)
                .expectSubscription()
                .thenCancel()
                .verify();
        nothingIsHeld();
    }

    @Test
    void aConnectionThatIsLostEndsTheStreamWithOneError() {
        StepVerifier.create(crates().iterate(new Iteration(20, null, 3)), 1)
                .expectNextCount(1)
                .then(() -> TestDatabase.await(store::heldConnections, 3))
                .thenRequest(1000)
                .expectNextCount(1000)
                .then(() -> TestDatabase.await(this::reading, 3))
                .then(this::killNewest)
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(row -> true)
                .verifyError(StoreUnavailableException.class);
        nothingIsHeld();
    }

    /** Another connection cannot import it any more. */
    @Test
    void aSnapshotThatIsGoneIsAClearError() {
        StepVerifier.create(crates().iterate(new Iteration(20, null, 2)), 1)
                .expectNextCount(1)
                .then(() -> TestDatabase.await(store::heldConnections, 2))
                .then(() -> assertThat(reading()).isEqualTo(1))
                .then(this::killNewest)
                .thenRequest(Long.MAX_VALUE)
                .thenConsumeWhile(row -> true)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(StoreException.class)
                        .hasMessageMatching("(?s)Crate: .*(connection to the database broke|several servers).*"));
        nothingIsHeld();
    }

    /** The number of connections that have sent a fetch. */
    private long reading() {
        return executed.stream()
                .filter(statement -> statement.kind() == StatementKind.FETCH)
                .map(statement -> statement.details().connection())
                .distinct()
                .count();
    }

    /** Ends the connection that was the last to fetch. */
    private void killNewest() {
        List<Boolean> ended = database.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND query LIKE '%FETCH%' AND pid <> pg_backend_pid() ORDER BY query_start DESC LIMIT 1",
                row -> true);
        assertThat(ended).hasSize(1);
    }

    @Test
    void theErrorOfAConsumerGivesAllConnectionsBack() {
        StepVerifier.create(crates().iterate(Iteration.parallel(3)).map(row -> {
                    if (row.id() == ROWS / 2) {
                        throw new IllegalStateException("mine");
                    }
                    return row;
                }))
                .thenConsumeWhile(row -> true)
                .verifyErrorMessage("mine");
        nothingIsHeld();
    }

    @Test
    void atMostTwoFetchesAreHeldForEachConnection() {
        AtomicInteger delivered = new AtomicInteger();
        StepVerifier.create(crates().iterate(new Iteration(50, null, 3))
                        .doOnNext(row -> assertThat(fetched() - delivered.incrementAndGet())
                                .isLessThanOrEqualTo(3 * 100))
                        .limitRate(1)
                        .take(3000))
                .expectNextCount(3000)
                .verifyComplete();
    }

    private long fetched() {
        return executed.stream()
                .filter(statement -> statement.kind() == StatementKind.FETCH)
                .mapToLong(ExecutedStatement::rows)
                .sum();
    }

    @Test
    void transactionsAndScopesReadOverTheirOneConnection() {
        relata.transactional(ids(Iteration.parallel(4)))
                .as(StepVerifier::create)
                .assertNext(ids -> assertThat(ids).containsExactlyInAnyOrderElementsOf(all()))
                .verifyComplete();
        ids(Iteration.parallel(4))
                .as(relata::batched)
                .as(StepVerifier::create)
                .assertNext(ids -> assertThat(ids).containsExactlyInAnyOrderElementsOf(all()))
                .verifyComplete();
        assertThat(most.get()).isEqualTo(1);
        assertThat(declared()).isEqualTo(2);
    }

    /** Keys of several components and of any type, partitions of different sizes, and a condition that leaves few rows. */
    @Test
    void partitionsAreDividedWhateverTheirKeys() {
        database.execute(
                "CREATE TABLE parcels (depot uuid, code text, weight int NOT NULL, PRIMARY KEY (depot, code))"
                        + " PARTITION BY HASH (depot)",
                "CREATE TABLE parcels_0 PARTITION OF parcels FOR VALUES WITH (MODULUS 3, REMAINDER 0) WITH (fillfactor = 10)",
                "CREATE TABLE parcels_1 PARTITION OF parcels FOR VALUES WITH (MODULUS 3, REMAINDER 1) WITH (fillfactor = 20)",
                "CREATE TABLE parcels_2 PARTITION OF parcels FOR VALUES WITH (MODULUS 3, REMAINDER 2)",
                "INSERT INTO parcels SELECT md5((g % 7)::text)::uuid, repeat('c', 40) || g, g FROM generate_series(1, 15000) g");
        Selection<Parcel> parcels = relata.from(Parcel.class);
        StepVerifier.create(parcels.iterate(Iteration.parallel(4))
                        .map(Parcel::weight)
                        .collectList())
                .assertNext(weights -> assertThat(weights).hasSize(15_000).doesNotHaveDuplicates())
                .verifyComplete();
        assertThat(declared()).isGreaterThan(1);
        StepVerifier.create(parcels.where(Parcel::weight, lte(20))
                        .iterate(Iteration.parallel(4))
                        .map(Parcel::weight)
                        .collectList())
                .assertNext(weights -> assertThat(weights).hasSize(20).doesNotHaveDuplicates())
                .verifyComplete();
    }

    @Test
    void viewsAndSmallTablesAreReadOverOneConnection() {
        database.execute("ALTER TABLE crates RENAME TO boxes", "CREATE VIEW crates AS SELECT * FROM boxes");
        StepVerifier.create(ids(Iteration.parallel(4)))
                .assertNext(ids -> assertThat(ids).containsExactlyInAnyOrderElementsOf(all()))
                .verifyComplete();
        database.execute("DROP VIEW crates", "CREATE TABLE crates AS SELECT * FROM boxes WHERE id <= 10");
        StepVerifier.create(ids(Iteration.parallel(4)))
                .assertNext(ids -> assertThat(ids).hasSize(10))
                .verifyComplete();
        assertThat(most.get()).isEqualTo(1);
        assertThat(declared()).isEqualTo(2);
    }

    @Test
    void sqlOfOnesOwnIsRefused() {
        R2dbcStore.sql(relata, "SELECT id, name FROM crates")
                .iterate(Crate.class, Iteration.parallel(2))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("cannot be divided"));
        assertThat(executed).isEmpty();
    }
}
