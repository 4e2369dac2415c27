package dev.relata.r2dbc;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.model.Values.valueOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.RelataException;
import dev.relata.error.RowNotFoundException;
import dev.relata.error.StoreException;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.NumberValue;
import dev.relata.model.Unique;
import dev.relata.query.Bulk;
import dev.relata.query.Iteration;
import dev.relata.query.OnConflict;
import dev.relata.spi.Isolation;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.pool.ConnectionPool;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What is MariaDB's own: it finds duplicates by any key, ends transactions by itself, and stores values in other types than they have. */
class MariaDbIntegrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    record Tag(@Id @Nullable Long id, @Unique String name) {}

    record Gauge(@Id @Nullable Long id, float value, byte[] bytes) {}

    record Option(@Id long id, @Unique @Nullable String name, int amount) {}

    record Register(
            @Id Long id,
            @Column(type = "numeric(50,0)") BigDecimal large,
            @Column(type = "numeric(40,38)") BigDecimal small) {}

    record Crate(@Id long id, BigDecimal length, BigDecimal width) {}

    record Meter(@Id long id, long count) {}

    record Slip(@Id String code, String text) {}

    private MariaDbDatabase database;
    private ConnectionPool pool;
    private Relata relata;

    @BeforeEach
    void open() {
        database = MariaDbDatabase.create();
        pool = TestDatabase.pool(database.connectionFactory(), 3);
        relata = Relata.builder()
                .store(R2dbcStore.of(pool))
                .model(Tag.class, Gauge.class)
                .build();
        relata.schema().create().block(LIMIT);
    }

    @AfterEach
    void close() {
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    private List<String> names() {
        return database.strings("SELECT CONCAT(id, name) FROM tags ORDER BY id");
    }

    @Test
    void aUrlIsEnough() {
        R2dbcStore store = R2dbcStore.builder().url(database.url()).build();
        Relata own = Relata.builder().store(store).model(Tag.class).build();

        own.insert(new Tag(1L, "it's \\ \"$1\" ?")).then().block(LIMIT);
        own.find(Tag.class, 1L)
                .map(Tag::name)
                .as(StepVerifier::create)
                .expectNext("it's \\ \"$1\" ?")
                .verifyComplete();
        assertThat(store.explain()).contains("MariaDB");
        store.close().block(LIMIT);
    }

    @Test
    void aRowThatIsFoundByAnotherKeyThanThatOfThePolicyIsRefused() {
        relata.bulk().insert(List.of(new Tag(1L, "a"), new Tag(2L, "b"))).then().block(LIMIT);

        relata.upsert(new Tag(3L, "a"))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                ConstraintViolationException.class,
                                refused -> assertThat(refused.reason()).isEqualTo(Reason.UNIQUE)));
        relata.bulk(Bulk.defaults().onConflict(OnConflict.update(Tag::name)))
                .insert(List.of(new Tag(7L, "a"), new Tag(2L, "c")))
                .as(StepVerifier::create)
                .verifyError(ConstraintViolationException.class);
        assertThat(names()).containsExactly("1a", "2b");
    }

    @Test
    void rowsThatAreThereAreLeftAloneByTheirKeyAndNoOtherErrorIsHidden() {
        relata.insert(new Tag(1L, "a")).then().block(LIMIT);
        Bulk<Tag> ignoring = Bulk.defaults().onConflict(OnConflict.<Tag>ignore());

        relata.bulk(ignoring)
                .insert(List.of(new Tag(1L, "x"), new Tag(2L, "a"), new Tag(3L, "c"), new Tag(4L, "c")))
                .map(Tag::name)
                .as(StepVerifier::create)
                .expectNext("c")
                .verifyComplete();
        relata.bulk(ignoring)
                .insert(List.of(new Tag(5L, "e"), new Tag(6L, "f".repeat(300))))
                .as(StepVerifier::create)
                .verifyError(StoreException.class);
        assertThat(names()).containsExactly("1a", "3c");
    }

    /** What the loser does behind the deadlock must not be stored by itself. */
    @Test
    void nothingRunsBehindADeadlockOutsideOfItsTransaction() {
        relata.bulk().insert(List.of(new Tag(1L, "a"), new Tag(2L, "b"))).then().block(LIMIT);
        CompletableFuture<Boolean> both = new CompletableFuture<>();
        AtomicInteger first = new AtomicInteger();

        List<Boolean> stored = Flux.just(1L, 2L)
                .flatMap(own -> crossed(own, both, first).thenReturn(true).onErrorReturn(RelataException.class, false))
                .collectList()
                .block(LIMIT);

        assertThat(stored).containsExactlyInAnyOrder(true, false);
        assertThat(names()).hasSize(2);
    }

    private Mono<Tag> crossed(long own, CompletableFuture<Boolean> both, AtomicInteger first) {
        return relata.update(new Tag(own, "own" + own))
                .doOnNext(updated -> {
                    if (first.incrementAndGet() == 2) {
                        both.complete(true);
                    }
                })
                .then(Mono.fromFuture(both, true))
                .then(relata.update(new Tag(3 - own, "other" + own)))
                .onErrorResume(RelataException.class, deadlock -> relata.insert(new Tag(10 + own, "behind")))
                .as(relata::transactional);
    }

    @Test
    void numbersOfAFloatColumnAndBytesOfManyRowsComeBackWhole() {
        database.execute("ALTER TABLE gauges MODIFY \"value\" FLOAT NOT NULL");
        byte[] bytes = new byte[100_000];
        bytes[99_999] = -1;
        List<Gauge> gauges = List.of(new Gauge(1L, 16_777_215f, bytes), new Gauge(2L, 0.1f, new byte[] {0, -1}));

        relata.bulk().insert(gauges).then().block(LIMIT);

        List<Gauge> read = relata.from(Gauge.class).all().collectList().block(LIMIT);
        assertThat(read).usingRecursiveComparison().isEqualTo(gauges);
    }

    /** That of the database is; columns of a binary collation are compared by theirs in any case. */
    @Test
    void textsOfAnotherCollationAreRefusedAndNotComparedByIt() {
        relata.bulk().insert(List.of(new Tag(1L, "a"), new Tag(2L, "b"))).then().block(LIMIT);
        assertThat(found(relata)).isEqualTo(1);

        database.execute("ALTER TABLE tags MODIFY name VARCHAR(255) COLLATE utf8mb4_uca1400_ai_ci NOT NULL");
        selected(relata)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(StoreException.class).hasMessageContaining("collations"));

        database.execute("ALTER DATABASE COLLATE utf8mb4_uca1400_ai_ci");
        ConnectionPool later = TestDatabase.pool(database.connectionFactory(), 1);
        assertThat(found(Relata.builder()
                        .store(R2dbcStore.of(later))
                        .model(Tag.class)
                        .build()))
                .isEqualTo(2);
        later.disposeLater().block(LIMIT);
    }

    private static Mono<Long> selected(Relata relata) {
        return relata.from(Tag.class).where(Tag::name).in(List.of("A", "b")).count();
    }

    private static long found(Relata relata) {
        Long rows = selected(relata).block(LIMIT);
        return rows == null ? 0 : rows;
    }

    /** A stream has a connection of its own, and is not held up by what is read beside it. */
    @Test
    void aStreamIsReadInPagesOverOneConnection() {
        relata.bulk()
                .insert(IntStream.range(1, 101)
                        .mapToObj(i -> new Tag((long) i, "tag " + i))
                        .toList())
                .then()
                .block(LIMIT);

        relata.from(Tag.class)
                .iterate(Iteration.fetchSize(7))
                .concatMap(tag -> relata.find(Tag.class, tag.id()).map(Tag::name), 1)
                .as(relata::transactional)
                .count()
                .as(StepVerifier::create)
                .expectNext(100L)
                .verifyComplete();
    }

    /** As a server does that nobody has told otherwise. */
    @ParameterizedTest
    @CsvSource({"latin1, latin1_swedish_ci", "utf8mb3, utf8mb3_general_ci", "utf8mb4, utf8mb4_uca1400_ai_ci"})
    void textsAreKeptWhateverTheCharactersOfTheDatabase(String characters, String collation) {
        try (MariaDbDatabase other = MariaDbDatabase.create(characters, collation)) {
            Relata own = Relata.builder()
                    .store(R2dbcStore.of(other.connectionFactory()))
                    .model(Tag.class)
                    .build();
            own.schema().create().block(LIMIT);
            own.insert(new Tag(1L, "\u6f22\u5b57 \ud83d\ude00")).then().block(LIMIT);
            own.bulk()
                    .insert(List.of(new Tag(2L, "\u4e00"), new Tag(3L, "\u4e01 \u20ac")))
                    .then()
                    .block(LIMIT);

            own.from(Tag.class)
                    .where(Tag::name, in(List.of("\u6f22\u5b57 \ud83d\ude00", "\u4e01 \u20ac")))
                    .all()
                    .map(Tag::id)
                    .sort()
                    .as(StepVerifier::create)
                    .expectNext(1L, 3L)
                    .verifyComplete();
            own.from(Tag.class)
                    .where(Tag::name, eq("\u4e00"))
                    .all()
                    .map(Tag::name)
                    .as(StepVerifier::create)
                    .expectNext("\u4e00")
                    .verifyComplete();
        }
    }

    /** A row that has changed since the snapshot undoes the whole transaction of the read that locks it. */
    @Test
    void nothingRunsBehindALostSnapshotOutsideOfItsTransaction() {
        relata.insert(new Tag(1L, "a")).then().block(LIMIT);
        Mono<Tag> work = relata.find(Tag.class, 1L)
                .then(relata.insert(new Tag(2L, "lost")))
                .then(Mono.fromRunnable(() -> database.execute("UPDATE tags SET name = 'b' WHERE id = 1"))
                        .subscribeOn(Schedulers.boundedElastic()))
                .then(relata.from(Tag.class)
                        .where(Tag::id, eq(1L))
                        .forUpdate()
                        .one()
                        .onErrorResume(error -> relata.insert(new Tag(3L, "alone"))));

        relata.transactional(work, TransactionOptions.isolation(Isolation.REPEATABLE_READ))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).isInstanceOf(StoreException.class));

        assertThat(names()).containsExactly("1b");
    }

    @Test
    void aRowWithoutTheKeyOfThePolicyIsNotTakenForOneThatHasIt() {
        Relata own = over(Option.class);
        own.schema().create().block(LIMIT);
        own.insert(new Option(1L, null, 0)).then().block(LIMIT);

        for (List<Option> rows :
                List.of(List.of(new Option(1L, "q", 7)), List.of(new Option(1L, "q", 7), new Option(2L, "r", 8)))) {
            own.bulk(Bulk.defaults().onConflict(OnConflict.update(Option::name)))
                    .insert(rows)
                    .as(StepVerifier::create)
                    .verifyError(ConstraintViolationException.class);
        }
        assertThat(database.strings("SELECT amount FROM options")).containsExactly("0");
    }

    @Test
    void numbersThatAreTooLargeAreErrorsAndNotTheLargestOnes() {
        Relata own = over(Crate.class);
        own.schema().create().block(LIMIT);
        own.bulk()
                .insert(List.of(
                        new Crate(1L, new BigDecimal("2e13"), new BigDecimal("3e12")),
                        new Crate(2L, new BigDecimal("2e14"), new BigDecimal("4e12"))))
                .then()
                .block(LIMIT);

        NumberValue<Crate, BigDecimal> volume = valueOf(Crate::length).times(Crate::width);
        own.from(Crate.class)
                .orderBy(desc(volume))
                .all()
                .map(Crate::id)
                .as(StepVerifier::create)
                .expectNext(2L, 1L)
                .verifyComplete();
        own.insert(new Crate(3L, new BigDecimal("2e14"), new BigDecimal("3e14")))
                .then()
                .block(LIMIT);
        own.from(Crate.class)
                .orderBy(desc(volume))
                .all()
                .as(StepVerifier::create)
                .verifyError(StoreException.class);

        own.bulk()
                .insert(IntStream.range(4, 15)
                        .mapToObj(id -> new Crate((long) id, new BigDecimal("9e34"), BigDecimal.ONE))
                        .toList())
                .then()
                .block(LIMIT);
        own.from(Crate.class).sum(Crate::length).as(StepVerifier::create).verifyError(StoreException.class);
    }

    /** More digits before or behind the point than those of a column without a size. */
    @Test
    void numbersOfADeclaredSizeAreKeptWhole() {
        Relata own = over(Register.class);
        own.schema().create().block(LIMIT);
        BigDecimal large = new BigDecimal("1234567890123456789012345678901234567890");
        BigDecimal small = new BigDecimal("0.12345678901234567890123456789012345678");
        own.bulk()
                .insert(List.of(new Register(1L, large, small), new Register(2L, large.negate(), small.negate())))
                .then()
                .block(LIMIT);

        own.from(Register.class)
                .where(Register::large, in(large, BigDecimal.ONE))
                .where(Register::small, in(small, BigDecimal.ONE))
                .all()
                .as(StepVerifier::create)
                .expectNext(new Register(1L, large, small))
                .verifyComplete();
        assertThat(own.from(Register.class).max(Register::large).block(LIMIT)).isEqualByComparingTo(large);
        assertThat(own.from(Register.class).min(Register::small).block(LIMIT)).isEqualByComparingTo(small.negate());
    }

    /** Which has no place for it between two neighbours. */
    @Test
    void calculatedNumbersAreNoDoublesOnTheirWay() {
        Relata own = over(Meter.class);
        own.schema().create().block(LIMIT);
        own.insert(new Meter(1L, 9_007_199_254_740_992L)).then().block(LIMIT);

        own.from(Meter.class)
                .update(set(Meter::count).plus(1L))
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
        assertThat(database.strings("SELECT count FROM meters")).containsExactly("9007199254740993");
        own.from(Meter.class)
                .update(set(Meter::count).toValue(valueOf(Meter::count).times(2_000L)))
                .as(StepVerifier::create)
                .verifyError(StoreException.class);
    }

    @Test
    void aStatementThatWaitsForALockEndsInTime() {
        relata.insert(new Tag(1L, "a")).then().block(LIMIT);
        Relata impatient = Relata.builder()
                .store(R2dbcStore.builder()
                        .connectionFactory(pool)
                        .statementTimeout(Duration.ofMillis(300))
                        .build())
                .model(Tag.class)
                .build();

        Mono.usingWhen(
                        database.connectionFactory().create(),
                        holder -> Mono.from(holder.beginTransaction())
                                .thenMany(holder.createStatement("UPDATE tags SET name = 'held' WHERE id = 1")
                                        .execute())
                                .concatMap(result -> result.getRowsUpdated())
                                .then(impatient
                                        .update(new Tag(1L, "late"))
                                        .then()
                                        .onErrorResume(error -> {
                                            assertThat(error).hasMessageContaining("statementTimeout");
                                            return Mono.empty();
                                        })),
                        holder -> Mono.from(holder.rollbackTransaction()).then(Mono.from(holder.close())))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Duration.ofSeconds(3));
    }

    /** Java does not know whether two ids are one where they are texts. */
    @Test
    void ofRowsWithOneIdTheLastIsStoredAndAnsweredOnce() {
        Relata own = over(Slip.class);
        own.schema().create().block(LIMIT);
        own.bulk()
                .insert(List.of(new Slip("a", ""), new Slip("b", ""), new Slip("c", "")))
                .then()
                .block(LIMIT);

        own.bulk()
                .update(List.of(
                        new Slip("b", "first"), new Slip("a", "only"), new Slip("B", "no row"), new Slip("b", "last")))
                .as(StepVerifier::create)
                .verifyError(RowNotFoundException.class);
        own.bulk()
                .update(List.of(new Slip("b", "first"), new Slip("a", "only"), new Slip("b", "last")))
                .as(StepVerifier::create)
                .expectNext(new Slip("b", "last"), new Slip("a", "only"))
                .verifyComplete();

        own.from(Slip.class)
                .orderBy(asc(Slip::code))
                .all()
                .as(StepVerifier::create)
                .expectNext(new Slip("a", "only"), new Slip("b", "last"), new Slip("c", ""))
                .verifyComplete();
    }

    private Relata over(Class<?>... model) {
        return Relata.builder().store(R2dbcStore.of(pool)).model(model).build();
    }
}
