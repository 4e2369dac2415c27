package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import io.r2dbc.pool.ConnectionPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Bulk writes whose source gives the next chunk while one is on its way. */
class BulkAheadIntegrationTest extends BulkFixture {

    private static final int CHUNK = 600;

    /** Every COPY ends only when nobody holds the lock alone. */
    private static final String[] HELD = {
        "CREATE OR REPLACE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN PERFORM pg_advisory_xact_lock_shared(7); RETURN NULL; END $$",
        "CREATE TRIGGER holding AFTER INSERT ON items FOR EACH STATEMENT EXECUTE FUNCTION held()"
    };

    private static Mono<Long> create(Flux<Item> drafts) {
        return relata.on(SHELF, Shelf.ITEMS).createManyCount(drafts, Bulk.chunkSize(CHUNK));
    }

    private static long copies() {
        return Objects.requireNonNull(database.value(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'COPY%'", Long.class));
    }

    /** Runs work while nobody can end a COPY. */
    private static void whileHeld(ThrowingRunnable work) throws Exception {
        ConnectionPool other = database.pool(1);
        try {
            Object unused = Mono.usingWhen(
                            other.create(),
                            connection -> Mono.from(connection
                                            .createStatement("SELECT pg_advisory_lock(7)")
                                            .execute())
                                    .flatMap(result -> Mono.from(result.map((row, metadata) -> 1)))
                                    .publishOn(Schedulers.boundedElastic())
                                    .flatMap(locked -> Mono.fromCallable(() -> {
                                        work.run();
                                        return true;
                                    }))
                                    .flatMap(done -> Mono.from(connection
                                                    .createStatement("SELECT pg_advisory_unlock(7)")
                                                    .execute())
                                            .flatMap(result -> Mono.from(result.map((row, metadata) -> 1)))),
                            connection -> connection.close())
                    .block(LIMIT);
        } finally {
            other.dispose();
        }
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    @Test
    void theSourceIsOneChunkAheadWhileACopyIsUnderWayAndNoMore() throws Exception {
        table("text", HELD);
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        List<Integer> held = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        whileHeld(() -> {
            Object unused = relata.on(SHELF, Shelf.ITEMS)
                    .createManyCount(
                            drafts(5 * CHUNK).doOnNext(item -> held.add(taken.incrementAndGet() - written.get())),
                            Bulk.chunkSize(CHUNK).onProgress(progress -> written.set((int) progress.done())))
                    .doFinally(signal -> done.countDown())
                    .subscribe();
            TestDatabase.await(BulkAheadIntegrationTest::copies, 1);
            TestDatabase.await(() -> (long) taken.get(), 2 * CHUNK);
        });
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(stored()).isEqualTo(5 * CHUNK);
        assertThat(held).allMatch(rows -> rows <= 2 * CHUNK);
    }

    @Test
    void anErrorOfTheSourceWhileACopyIsUnderWayArrivesAsItIsAndNothingIsLeft() {
        table("text");
        IllegalStateException broken = new IllegalStateException("the source broke");

        create(drafts(CHUNK + 10).concatWith(Mono.error(broken)))
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error).isSameAs(broken))
                .verify(LIMIT);
        assertThat(sent()).containsExactly("SELECT", "COPY");
        assertThat(stored()).isZero();
    }

    /** The source has given the chunk behind it already, which is not sent. */
    @Test
    void theRefusedRowIsNamedThoughTheSourceIsAhead() {
        table("text");
        Flux<Item> twice =
                drafts(4 * CHUNK).map(item -> item.pages() == 2 * CHUNK ? new Item(null, null, "twice", 1) : item);

        create(twice)
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ConstraintViolationException.class)
                        .hasMessageContaining("in the chunk that begins with row " + (CHUNK + 1)))
                .verify(LIMIT);
        assertThat(sent()).filteredOn("COPY"::equals).hasSize(2);
        assertThat(stored()).isZero();
    }

    @Test
    void aCancelWhileTheNextChunkWaitsLeavesNothing() throws Exception {
        table("text", HELD);
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch cancelled = new CountDownLatch(1);
        whileHeld(() -> {
            var write = create(drafts(4 * CHUNK)
                            .doOnNext(item -> taken.incrementAndGet())
                            .doOnCancel(cancelled::countDown))
                    .subscribe();
            TestDatabase.await(() -> (long) taken.get(), 2 * CHUNK);
            TestDatabase.await(BulkAheadIntegrationTest::copies, 1);
            write.dispose();
            assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
            TestDatabase.await(BulkAheadIntegrationTest::copies, 0);
        });
        TestDatabase.await(database::transactions, 0);
        assertThat(taken).hasValue(2 * CHUNK);
        assertThat(stored()).isZero();
    }

    /** A pool of one: reads, and transactions inside that of the write, come between the chunks. */
    @Test
    void aSourceThatWritesInTheSameTransactionCompletes() {
        table("text");
        Flux<Item> writing = drafts(3 * CHUNK)
                .concatMap(item -> item.pages() % CHUNK == 5
                        ? relata.insert(new Item(null, 2L, "beside", -item.pages()))
                                .as(relata::transactional)
                                .thenReturn(item)
                        : Mono.just(item));

        assertThat(run(create(writing))).containsExactly(3L * CHUNK);
        assertThat(stored()).isEqualTo(3 * CHUNK + 3);
    }

    /** Under ignore the first of rows with one key stays, though the second came before the first was stored. */
    @Test
    void theFirstOfRowsWithOneKeyStaysAcrossChunks() {
        table("text");
        Flux<Item> twice =
                Flux.concat(drafts(CHUNK), drafts(CHUNK).map(item -> new Item(null, null, "later", item.pages())));

        assertThat(run(relata.on(SHELF, Shelf.ITEMS)
                        .createManyCount(twice, Bulk.chunkSize(CHUNK).onConflict(OnConflict.ignore()))))
                .containsExactly((long) CHUNK);
        assertThat(database.value("SELECT count(*) FROM items WHERE title = 'later'", Long.class))
                .isZero();
    }

    @Test
    void idsOfWritersThatDrawAtTheSameTimeAreEachUsedOnce() {
        table("text");
        ConnectionPool three = database.pool(3);
        Relata wide = over(three);

        List<Item> created = Objects.requireNonNull(Flux.range(0, 3)
                .flatMap(writer -> wide.on(SHELF, Shelf.ITEMS)
                        .createMany(
                                drafts(4 * CHUNK)
                                        .map(item -> new Item(null, null, "t", 10_000 * writer + item.pages())),
                                Bulk.chunkSize(CHUNK)))
                .collectList()
                .block(LIMIT));

        assertThat(created).hasSize(12 * CHUNK);
        assertThat(created)
                .containsExactlyInAnyOrderElementsOf(run(relata.from(Item.class).all()));
        three.dispose();
    }

    @Test
    void idsOfOtherStepsAreAnsweredAsTheyAreStored() {
        for (String steps : List.of("INCREMENT BY 3", "INCREMENT BY -1", "CACHE 7")) {
            table("text", "ALTER TABLE items ALTER id SET MINVALUE -100000 SET " + steps);
            List<Item> created =
                    run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(2 * CHUNK), Bulk.chunkSize(CHUNK)));

            assertThat(sent()).containsExactly("WITH", "COPY", "WITH", "COPY");
            assertThat(created).extracting(Item::pages).isSorted();
            assertThat(created)
                    .extracting(item -> (steps.contains("-") ? -1 : 1) * Objects.requireNonNull(item.id()))
                    .as(steps)
                    .isSorted();
            assertThat(created)
                    .containsExactlyInAnyOrderElementsOf(
                            run(relata.from(Item.class).all()));
        }
    }

    /** What one write has learned of a table, the next in the same transaction need not ask. */
    @Test
    void writesOfOneTransactionAskOnceForATable() {
        table("text");
        Mono<Long> twice =
                create(drafts(CHUNK)).then(create(drafts(CHUNK).map(item -> new Item(null, null, "t", -item.pages()))));

        assertThat(run(twice.as(relata::transactional))).containsExactly((long) CHUNK);
        assertThat(sent()).containsExactly("SELECT", "COPY", "COPY");
    }

    /** A statement of the user's own may have made a trigger, which COPY would run as INSERT does and whose rows it does not answer. */
    @Test
    void aStatementOfOnesOwnForgetsWhatWasLearned() {
        for (boolean nested : new boolean[] {false, true}) {
            table(
                    "text",
                    "CREATE OR REPLACE FUNCTION louder() RETURNS trigger LANGUAGE plpgsql AS"
                            + " $$ BEGIN NEW.title := upper(NEW.title); RETURN NEW; END $$");
            Mono<Long> trigger = R2dbcStore.sql(
                            relata, "CREATE TRIGGER loud BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION louder()")
                    .execute();
            Flux<Item> later = relata.on(SHELF, Shelf.ITEMS)
                    .createMany(
                            drafts(CHUNK).map(item -> new Item(null, null, "t", -item.pages())), Bulk.chunkSize(CHUNK));

            List<Item> created = run(create(drafts(CHUNK))
                    .then(nested ? trigger.as(relata::transactional) : trigger)
                    .thenMany(later)
                    .as(relata::transactional));
            assertThat(created).hasSize(CHUNK).extracting(Item::title).containsOnly("T");
        }
    }

    /** The lock of a write that was undone is gone, and with it what it has learned. */
    @Test
    void aWriteThatWasUndoneTeachesNothing() {
        table("text");
        Mono<Long> undone = create(drafts(CHUNK).concatWith(Mono.error(new IllegalStateException("undo"))))
                .onErrorReturn(IllegalStateException.class, 0L);

        run(undone.then(create(drafts(CHUNK))).as(relata::transactional));
        assertThat(sent()).containsExactly("SELECT", "COPY", "SELECT", "COPY");
    }
}
