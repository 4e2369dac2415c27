package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.model.Id;
import dev.relata.model.Unique;
import dev.relata.query.Bulk;
import dev.relata.query.Iteration;
import dev.relata.query.OnConflict;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What is MariaDB's own: it finds duplicates by any key, ends transactions by itself, and stores values in other types than they have. */
class MariaDbIntegrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    record Tag(@Id @Nullable Long id, @Unique String name) {}

    record Gauge(@Id @Nullable Long id, float value, byte[] bytes) {}

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
}
