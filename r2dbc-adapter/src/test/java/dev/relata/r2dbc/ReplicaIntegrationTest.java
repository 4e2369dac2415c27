package dev.relata.r2dbc;

import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.relata.Relata;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.ReadOnly;
import dev.relata.model.Table;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.Isolation;
import dev.relata.spi.StatementKind;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Reads on a real streaming standby, over pools of one connection to each server. */
@Timeout(180)
class ReplicaIntegrationTest {

    record Rack(@Id @Nullable Long id, String name) {}

    record Tome(@Id @Nullable Long id, long rackId, String title) {
        static final ManyToOne<Tome, Rack> RACK = manyToOne(Tome::rackId, Rack.class);
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String RECOVERY = "SELECT pg_is_in_recovery() AS value";
    private static final String POSITION = "pg_current_wal_insert_lsn";
    private static final String REPLAYED = "pg_last_wal_replay_lsn";
    private static final String READER = "reader 1";
    private static final String OTHER = "reader 2";

    private static TestReplication servers;

    private final List<ExecutedStatement> sent = Collections.synchronizedList(new ArrayList<>());
    private final List<R2dbcStore> stores = new ArrayList<>();

    @BeforeAll
    static void start() {
        servers = TestReplication.start();
        Relata relata = Relata.builder()
                .store(R2dbcStore.of(servers.primary()))
                .model(Rack.class, Tome.class)
                .build();
        relata.schema().create().block(PATIENCE);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void twoRacksWithThreeTomes() {
        servers.onPrimary(
                "TRUNCATE racks, tomes RESTART IDENTITY",
                "INSERT INTO racks (name) VALUES ('upper'), ('lower')",
                "INSERT INTO tomes (rack_id, title) VALUES (1, 'a'), (1, 'b'), (2, 'c')");
        servers.awaitReplay();
    }

    @AfterEach
    void nothingIsHeld() {
        servers.resumeReplay();
        for (R2dbcStore store : stores) {
            TestDatabase.await(store::heldConnections, 0);
            store.close().block(PATIENCE);
        }
    }

    private R2dbcStore store(UnaryOperator<R2dbcStoreBuilder> settings) {
        R2dbcStore store = settings.apply(R2dbcStore.builder()
                        .url(servers.primaryUrl())
                        .maxSize(1)
                        .acquireTimeout(Duration.ofSeconds(5))
                        .pooler(Pooler.SESSION)
                        // Not asked for, so that each test sees its own statements alone.
                        .server(ServerProfile.POSTGRESQL)
                        .listener(sent::add))
                .build();
        stores.add(store);
        return store;
    }

    private R2dbcStore store() {
        return store(builder -> builder.reader(servers.standbyUrl()));
    }

    private static Relata relata(R2dbcStore store) {
        return Relata.builder()
                .store(store)
                .model(Rack.class, Tome.class, SlowTome.class)
                .build();
    }

    /** The servers of the statements so far, each with its kind, but for what was sent before. */
    private List<String> sent() {
        List<String> all = List.copyOf(sent).stream()
                .map(statement -> statement.details().server() + " " + statement.kind())
                .toList();
        sent.clear();
        return all;
    }

    private List<String> serversOf(StatementKind kind) {
        return List.copyOf(sent).stream()
                .filter(statement -> statement.kind() == kind)
                .map(statement -> String.valueOf(statement.details().server()))
                .distinct()
                .toList();
    }

    private long count(String server, String text) {
        return List.copyOf(sent).stream()
                .filter(statement -> server.equals(statement.details().server()))
                .filter(statement -> statement.text().contains(text))
                .count();
    }

    private static Mono<Boolean> isStandby(Relata relata) {
        return R2dbcStore.sql(relata, RECOVERY).values(Boolean.class).single();
    }

    private static Flux<String> names(Relata relata) {
        return relata.from(Rack.class).all().map(Rack::name);
    }

    @Test
    void readsGoToTheReaderAndWritesToThePrimary() {
        Relata relata = relata(store());

        assertThat(isStandby(relata).block(PATIENCE)).isTrue();
        assertThat(relata.from(Rack.class).count().block(PATIENCE)).isEqualTo(2);
        assertThat(relata.find(Tome.class, 1L).map(Tome::title).block(PATIENCE)).isEqualTo("a");
        assertThat(sent()).containsExactly("reader 1 READ", "reader 1 READ", "reader 1 READ");

        assertThat(relata.insert(new Rack(null, "new")).block(PATIENCE)).isNotNull();
        assertThat(relata.update(new Rack(1L, "topmost")).block(PATIENCE)).isNotNull();
        assertThat(sent()).containsExactly("primary WRITE", "primary WRITE");
    }

    @Test
    void whatAWriteReadsItReadsOnThePrimary() {
        Relata relata = relata(store());
        servers.pauseReplay();
        Rack added = Objects.requireNonNull(relata.insert(new Rack(null, "new")).block(PATIENCE));

        assertThat(relata.insert(new Tome(null, Objects.requireNonNull(added.id()), "d"))
                        .block(PATIENCE))
                .isNotNull();
        assertThat(relata.delete(new Tome(4L, 3, "d")).block(PATIENCE)).isTrue();
        assertThat(relata.changeId(added, 7L).map(Rack::id).block(PATIENCE)).isEqualTo(7);
        assertThat(relata.getOrCreate(new Rack(7L, "none"), Rack::id)
                        .map(Rack::name)
                        .block(PATIENCE))
                .isEqualTo("new");
        assertThat(sent()).isNotEmpty().allMatch(one -> one.startsWith("primary "));
    }

    @Test
    void transactionsGoToThePrimaryUnlessTheyAreReadOnly() {
        Relata relata = relata(store());
        TransactionOptions reading = TransactionOptions.defaults().asReadOnly();
        TransactionOptions serializable =
                TransactionOptions.isolation(Isolation.SERIALIZABLE).asReadOnly();

        assertThat(relata.transactional(isStandby(relata)).block(PATIENCE)).isFalse();
        assertThat(relata.transactional(
                                relata.from(Rack.class).forUpdate().all().count())
                        .block(PATIENCE))
                .isEqualTo(2);
        assertThat(relata.transactional(isStandby(relata), serializable).block(PATIENCE))
                .isFalse();
        assertThat(sent()).isNotEmpty().allMatch(one -> one.startsWith("primary "));
        assertThat(relata.transactional(isStandby(relata), reading).block(PATIENCE))
                .isTrue();
        assertThat(sent()).isNotEmpty().allMatch(one -> one.startsWith("reader 1 "));
    }

    @Test
    void streamsAndTheirPlansAreReadOnTheReader() {
        Relata relata = relata(store());
        List<String> racks = relata.from(Tome.class)
                .fetch(Tome.RACK)
                .iterateGraphs(Iteration.fetchSize(2))
                .map(graph -> graph.one(Tome.RACK).orElseThrow().name())
                .collectList()
                .block(PATIENCE);

        assertThat(racks).containsExactlyInAnyOrder("upper", "upper", "lower");
        assertThat(relata.from(Tome.class)
                        .iterate(Iteration.parallel(2))
                        .count()
                        .block(PATIENCE))
                .isEqualTo(3);
        assertThat(sent()).isNotEmpty().allMatch(one -> one.startsWith("reader 1 "));
    }

    @Test
    void aReadByOnesOwnSqlThatWritesIsSentToThePrimary() {
        Relata relata = relata(store());

        assertThat(R2dbcStore.sql(relata, "SELECT nextval('racks_id_seq') AS value")
                        .values(Long.class)
                        .single()
                        .block(PATIENCE))
                .isEqualTo(3);
        assertThat(R2dbcStore.sql(relata, "SELECT name FROM racks FOR UPDATE")
                        .all(Name.class)
                        .count()
                        .block(PATIENCE))
                .isEqualTo(2);
        assertThat(sent()).containsExactly("reader 1 READ", "primary READ", "reader 1 READ", "primary READ");
    }

    record Name(String name) {}

    @Test
    void operationsTakeTheReadersInTurnAndABatchScopeKeepsOne() {
        Relata relata =
                relata(store(builder -> builder.reader(servers.standbyUrl()).reader(servers.standby())));

        names(relata).then(names(relata).then()).block(PATIENCE);
        assertThat(sent()).containsExactly("reader 1 READ", "reader 2 READ");

        Flux<String> scope = relata.from(Tome.class)
                .iterate()
                .flatMap(tome -> relata.on(tome, Tome.RACK).get())
                .map(Rack::name)
                .concatWith(names(relata))
                .concatWith(Flux.defer(() -> names(relata)))
                .as(relata::batched);
        for (String one : List.of(READER, OTHER, READER)) {
            assertThat(scope.count().block(PATIENCE)).isEqualTo(7);
            assertThat(sent()).isNotEmpty().allMatch(statement -> statement.startsWith(one + " "));
        }
    }

    @Test
    void aBatchScopeThatHasWrittenReadsFromThePrimary() {
        Relata relata = relata(store());
        servers.pauseReplay();
        Mono<Rack> renamed = relata.find(Rack.class, 1L)
                .flatMap(rack -> relata.update(new Rack(rack.id(), "renamed")))
                .then(relata.find(Rack.class, 1L));

        assertThat(renamed.as(relata::batched).map(Rack::name).block(PATIENCE)).isEqualTo("renamed");
        assertThat(sent()).containsExactly("reader 1 READ", "primary WRITE", "primary READ");
        Mono<String> inTransaction = relata.transactional(relata.update(new Rack(1L, "again")))
                .then(names(relata).sort().next())
                .as(relata::batched);
        assertThat(inTransaction.block(PATIENCE)).isEqualTo("again");
        Mono<Boolean> readOnly = relata.update(new Rack(1L, "last"))
                .then(relata.transactional(
                        isStandby(relata), TransactionOptions.defaults().asReadOnly()))
                .as(relata::batched);
        assertThat(readOnly.block(PATIENCE)).isFalse();
    }

    @Test
    void aReadWaitsUntilTheReaderShowsTheWrite() {
        R2dbcStore store = store(builder -> builder.reader(servers.standbyUrl()).replayWait(Duration.ofSeconds(30)));
        Relata relata = relata(store);
        servers.pauseReplay();
        assertThat(names(relata).count().block(PATIENCE)).isEqualTo(2);
        sent.clear();
        Mono<Long> later = Mono.delay(Duration.ofMillis(500))
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(any -> servers.resumeReplay());
        Mono<List<String>> pipeline = relata.insert(new Rack(null, "new"))
                .flatMap(any -> Mono.zip(names(relata).collectList(), later, (names, resumed) -> names))
                .contextWrite(store.readYourWrites());

        assertThat(pipeline.block(PATIENCE)).containsExactly("upper", "lower", "new");
        assertThat(count("primary", POSITION)).isEqualTo(1);
        // With pauses of 2 ms, doubled up to 50.
        assertThat(count(READER, REPLAYED)).isBetween(3L, 40L);
        assertThat(serversOf(StatementKind.READ)).containsExactly(READER);
        assertThat(serversOf(StatementKind.WRITE)).containsExactly("primary");
    }

    /** The savepoint of the inner one is the first command, and takes the connection. */
    @Test
    void aReadOnlyTransactionInsideAnotherOneWaitsToo() {
        R2dbcStore store = store(builder -> builder.reader(servers.standbyUrl()).replayWait(Duration.ofMillis(200)));
        Relata relata = relata(store);
        servers.pauseReplay();
        Mono<Long> read = relata.from(Rack.class)
                .count()
                .as(relata::transactional)
                .as(inner -> relata.transactional(
                        inner, TransactionOptions.defaults().asReadOnly()));
        assertThat(relata.insert(new Rack(null, "new"))
                        .then(read)
                        .contextWrite(store.readYourWrites())
                        .block(PATIENCE))
                .isEqualTo(3);
    }

    /** What is subscribed to by a user may be left at any time. */
    @Test
    void aCancelledQuestionForThePositionGivesItsConnectionBack() {
        R2dbcStore store = store();
        Relata relata = relata(store);
        for (int micros = 0; micros < 3000; micros += 200) {
            relata.insert(new Rack(null, "new"))
                    .then(store.writePosition())
                    .contextWrite(store.readYourWrites())
                    .timeout(Duration.ofNanos(micros * 1000L + 1))
                    .onErrorComplete()
                    .then()
                    .as(StepVerifier::create)
                    .verifyComplete();
        }
        TestDatabase.await(store::heldConnections, 0);
        assertThat(relata.from(Rack.class).exists().block(PATIENCE)).isTrue();
    }

    @Test
    void aReadThatHasWaitedLongEnoughGoesToThePrimary() {
        R2dbcStore store = store(builder -> builder.reader(servers.standbyUrl()).replayWait(Duration.ofMillis(100)));
        Relata relata = relata(store);
        servers.pauseReplay();
        Mono<List<String>> pipeline = relata.insert(new Rack(null, "new"))
                .thenMany(names(relata))
                .collectList()
                .contextWrite(store.readYourWrites());

        assertThat(pipeline.block(PATIENCE)).containsExactly("upper", "lower", "new");
        assertThat(count(READER, REPLAYED)).isBetween(2L, 12L);
        assertThat(serversOf(StatementKind.READ)).containsExactly("primary");
        assertThat(names(relata).count().block(PATIENCE)).isEqualTo(2);
    }

    @Test
    void whatTheReaderShowsAlreadyIsAskedForOnce() {
        R2dbcStore store = store();
        Relata relata = relata(store);
        Mono<Long> pipeline = relata.transactional(
                        relata.insert(new Rack(null, "new")).then(relata.insert(new Rack(null, "newer"))))
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(any -> servers.awaitReplay())
                .thenMany(names(relata))
                .thenMany(names(relata))
                .thenMany(relata.from(Rack.class).iterate())
                .count()
                .contextWrite(store.readYourWrites());

        assertThat(pipeline.block(PATIENCE)).isEqualTo(4);
        assertThat(count("primary", POSITION)).isEqualTo(1);
        assertThat(count("primary", "COMMIT")).isEqualTo(1);
        assertThat(count(READER, REPLAYED)).isEqualTo(1);
        assertThat(serversOf(StatementKind.FETCH)).containsExactly(READER);
    }

    @Test
    void withoutAWriteNothingIsAsked() {
        R2dbcStore store = store();
        Relata relata = relata(store);

        assertThat(names(relata).count().contextWrite(store.readYourWrites()).block(PATIENCE))
                .isEqualTo(2);
        assertThat(relata.insert(new Rack(1L, "there"))
                        .onErrorResume(StoreException.class, error -> Mono.empty())
                        .thenMany(names(relata))
                        .count()
                        .contextWrite(store.readYourWrites())
                        .block(PATIENCE))
                .isEqualTo(2);
        assertThat(sent()).containsExactly("reader 1 READ", "primary WRITE", "reader 1 READ");
    }

    @Test
    void aBatchScopeInsideGoesOnWithTheReader() {
        R2dbcStore store = store();
        Relata relata = relata(store);
        Mono<String> pipeline = relata.update(new Rack(1L, "renamed"))
                .then(relata.find(Rack.class, 1L))
                .map(Rack::name)
                .as(relata::batched)
                .contextWrite(store.readYourWrites());

        assertThat(pipeline.block(PATIENCE)).isEqualTo("renamed");
        assertThat(serversOf(StatementKind.READ)).containsExactly(READER);
    }

    @Test
    void aPositionIsHandedToAnotherPipeline() {
        R2dbcStore store = store(builder -> builder.reader(servers.standbyUrl()).replayWait(Duration.ofMillis(50)));
        Relata relata = relata(store);
        servers.pauseReplay();
        String position = relata.insert(new Rack(null, "new"))
                .then(store.writePosition())
                .contextWrite(store.readYourWrites())
                .block(PATIENCE);
        sent.clear();

        assertThat(position).matches("[0-9A-F]+/[0-9A-F]+");
        assertThat(names(relata)
                        .count()
                        .contextWrite(store.readYourWrites(position))
                        .block(PATIENCE))
                .isEqualTo(3);
        assertThat(serversOf(StatementKind.READ)).containsExactly("primary");
        servers.resumeReplay();
        servers.awaitReplay();
        sent.clear();
        assertThat(names(relata)
                        .count()
                        .contextWrite(store.readYourWrites(position))
                        .block(PATIENCE))
                .isEqualTo(3);
        assertThat(serversOf(StatementKind.READ)).containsExactly(READER);
    }

    @Test
    void noPositionIsToldWhereNothingWasWrittenAndNoOtherTextIsOne() {
        R2dbcStore store = store();

        assertThat(store.writePosition().blockOptional(PATIENCE)).isEmpty();
        assertThat(store.writePosition()
                        .contextWrite(store.readYourWrites(null))
                        .blockOptional(PATIENCE))
                .isEmpty();
        RefusedException refused = catchThrowableOfType(
                RefusedException.class,
                () -> names(relata(store))
                        .contextWrite(store.readYourWrites("yesterday"))
                        .blockLast(PATIENCE));
        assertThat(refused).hasMessageContaining("writePosition()");
        assertThat(sent()).isEmpty();
    }

    /** Its COMMIT is not Relata's, so that the position is asked for when it is needed. */
    @Test
    void whatATransactionOfAFrameworkHasWrittenIsAskedForBeforeTheNextRead() {
        Object key = new Object();
        R2dbcStore store = store(builder -> builder.reader(servers.standbyUrl())
                .transactions(any -> context -> context.<@Nullable ExternalTransaction>getOrDefault(key, null)));
        Relata relata = relata(store);
        Mono<Rack> transaction = Mono.usingWhen(
                servers.primary().create(),
                connection -> connection.beginTransaction().then(inside(connection, key, relata)),
                PostgresqlConnection::close);
        Mono<Long> pipeline = transaction
                .thenMany(names(relata))
                .thenMany(names(relata))
                .count()
                .contextWrite(store.readYourWrites());

        assertThat(pipeline.block(PATIENCE)).isEqualTo(3);
        assertThat(count("primary", POSITION)).isEqualTo(1);
        assertThat(serversOf(StatementKind.READ)).containsExactly(READER);
    }

    private static Mono<Rack> inside(PostgresqlConnection connection, Object key, Relata relata) {
        ExternalTransaction open = ExternalTransaction.on(connection, TransactionOptions.defaults());
        return relata.insert(new Rack(null, "new"))
                .contextWrite(context -> context.put(key, open))
                .delayUntil(any -> open.drain().then(open.end()).then(connection.commitTransaction()))
                .delayUntil(any -> open.ended());
    }

    @Test
    void aReaderThatIsNoStandbyShowsNoPosition() {
        R2dbcStore store = store(builder -> builder.reader(servers.primaryUrl()).replayWait(Duration.ofSeconds(30)));
        Relata relata = relata(store);
        Mono<Long> pipeline = relata.insert(new Rack(null, "new"))
                .thenMany(names(relata))
                .count()
                .contextWrite(store.readYourWrites());

        assertThat(pipeline.block(Duration.ofSeconds(20))).isEqualTo(3);
        assertThat(count(READER, REPLAYED)).isEqualTo(1);
        assertThat(serversOf(StatementKind.READ)).containsExactly("primary");
    }

    /** Rows that go on the primary, and that the standby must not keep for a read that is older. */
    private void removeRowsThatMayBeRead(String title) {
        servers.onPrimary(
                "DELETE FROM tomes WHERE title = '" + title + "'",
                "VACUUM tomes",
                // VACUUM writes no commit, so that its records wait for the next one.
                "INSERT INTO racks (name) VALUES ('flushed')");
    }

    private void manyTomes() {
        servers.onPrimary(
                "INSERT INTO tomes (rack_id, title) SELECT 1, repeat('x', 200) FROM generate_series(1, 4000)",
                "INSERT INTO tomes (rack_id, title) VALUES (1, 'gone')");
        servers.awaitReplay();
    }

    @Test
    void aConflictWithRecoveryIsARetryableErrorThatNamesIt() {
        Relata relata = relata(store());
        manyTomes();
        Mono<Boolean> slow = relata.transactional(
                names(relata)
                        .collectList()
                        .then(R2dbcStore.sql(relata, "SELECT pg_sleep(20) IS NULL AS value")
                                .values(Boolean.class)
                                .single()),
                TransactionOptions.isolation(Isolation.REPEATABLE_READ).asReadOnly());
        StoreException conflict = catchThrowableOfType(
                StoreException.class,
                () -> Mono.zip(
                                slow,
                                Mono.delay(Duration.ofMillis(500))
                                        .publishOn(Schedulers.boundedElastic())
                                        .doOnNext(any -> removeRowsThatMayBeRead("gone")))
                        .block(PATIENCE));

        assertThat(conflict.reason()).isEqualTo(Reason.REPLICA_CONFLICT);
        assertThat(conflict.retryable()).isTrue();
        assertThat(conflict)
                .hasMessageContaining("conflict with recovery")
                .hasMessageContaining("Iteration.resumable()");
    }

    @Test
    void aStreamThatIsBetweenTwoFetchesLosesItsConnectionByAConflict() {
        Relata relata = relata(store());
        manyTomes();
        StoreException conflict = catchThrowableOfType(
                StoreException.class,
                () -> withAConflict(relata.from(Tome.class).iterate(Iteration.fetchSize(64)))
                        .blockLast(PATIENCE));

        // The driver passes on what the server says while a statement runs, and not what it says between two.
        assertThat(conflict.reason()).isIn(Reason.REPLICA_CONFLICT, Reason.UNAVAILABLE);
        assertThat(conflict.retryable()).isTrue();
        assertThat(conflict).hasMessageContaining("recovery");
    }

    /** Takes 20 ms for a row, so that a page is under way when a conflict comes. */
    @ReadOnly
    @Table("slow_tomes")
    record SlowTome(@Id long id, String title) {}

    @Test
    void aResumableStreamGoesOnAfterAConflict() {
        Relata relata = relata(store());
        servers.onPrimary(
                "CREATE OR REPLACE VIEW slow_tomes AS SELECT id, title FROM tomes WHERE pg_sleep(0.02) IS NOT NULL",
                "INSERT INTO tomes (rack_id, title) SELECT 1, 'kept' FROM generate_series(4, 200)",
                "INSERT INTO tomes (rack_id, title) SELECT 1, 'gone ' || n FROM generate_series(1, 9) AS n");
        servers.awaitReplay();
        // A page that begins between a DELETE and its VACUUM is in the way of neither.
        Mono<Boolean> conflict = Flux.range(1, 9)
                .delayElements(Duration.ofMillis(200))
                .publishOn(Schedulers.boundedElastic(), 1)
                .doOnNext(n -> removeRowsThatMayBeRead("gone " + n))
                .takeUntil(any -> !failed().isEmpty())
                .then(Mono.just(true));
        List<Long> ids = Mono.zip(
                        relata.from(SlowTome.class)
                                .iterate(new Iteration(50, null, 1, true, null))
                                .filter(tome -> !tome.title().startsWith("gone"))
                                .map(SlowTome::id)
                                .collectList(),
                        conflict,
                        (all, any) -> all)
                .block(PATIENCE);

        assertThat(ids)
                .isEqualTo(IntStream.rangeClosed(1, 200).mapToObj(Long::valueOf).toList());
        assertThat(failed())
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(statement.error()).hasMessageContaining("conflict with recovery"));
        assertThat(serversOf(StatementKind.READ)).containsExactly(READER);
    }

    private List<ExecutedStatement> failed() {
        return List.copyOf(sent).stream()
                .filter(statement -> statement.error() != null)
                .toList();
    }

    /** A conflict after the first row, while the consumer is busy with it. */
    private Flux<Tome> withAConflict(Flux<Tome> tomes) {
        return tomes.limitRate(1)
                .concatMap(
                        tome -> Objects.equals(tome.id(), 1L)
                                ? Mono.fromSupplier(() -> {
                                            removeRowsThatMayBeRead("gone");
                                            servers.awaitReplay();
                                            return tome;
                                        })
                                        .subscribeOn(Schedulers.boundedElastic())
                                : Mono.just(tome),
                        0);
    }

    @Test
    void aReaderThatIsDownIsReplacedByThePrimary() {
        Relata relata = relata(store());
        try {
            servers.stopStandby();
            assertThat(names(relata).count().block(PATIENCE)).isEqualTo(2);
            assertThat(relata.from(Tome.class).iterate().count().block(PATIENCE))
                    .isEqualTo(3);
            assertThat(serversOf(StatementKind.READ)).containsExactly("primary");
        } finally {
            servers.startStandby();
        }
    }

    @Test
    void aScopeWhoseReaderIsLostGoesOnWithThePrimary() {
        Relata relata = relata(store());
        Function<String, Mono<Long>> count = any -> names(relata).count();
        Mono<Long> scope = count.apply("before")
                .publishOn(Schedulers.boundedElastic())
                .doOnNext(any -> servers.stopStandby())
                .flatMap(any -> count.apply("lost").onErrorResume(StoreException.class, error -> Mono.just(2L)))
                .then(Mono.defer(() -> count.apply("after")))
                .as(relata::batched);
        try {
            assertThat(scope.block(PATIENCE)).isEqualTo(2);
            assertThat(serversOf(StatementKind.READ)).contains("primary");
        } finally {
            servers.startStandby();
        }
    }

    @Test
    void theStoreTellsItsReaders() {
        R2dbcStore store = store(builder -> builder.reader(servers.standbyUrl()).reader(servers.standby()));

        assertThat(store.explain())
                .contains(
                        "reads outside transactions go to 2 readers in turn; those of readYourWrites() wait 1000 ms",
                        "reader 1: PostgreSQL at 127.0.0.1:" + servers.standbyPort() + "; pool: r2dbc-pool, at most 1",
                        "reader 2: PostgreSQL; pool: none that can be seen")
                .doesNotContain("none@");
    }

    @Test
    void aHeldConnectionTellsItsServer() {
        R2dbcStore store = store();
        List<String> held = relata(store)
                .from(Tome.class)
                .iterate(Iteration.fetchSize(1))
                .map(any -> store.connections().toString())
                .next()
                .map(List::of)
                .block(PATIENCE);

        assertThat(held).singleElement().asString().contains("server=" + READER);
    }
}
