package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.StoreException;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Bulk writes over one connection that are cancelled, or lose it, at random points: whole or not at all, whatever the point. */
class BulkCancelIntegrationTest extends BulkFixture {

    private static final int CANCELS = 45;
    private static final int KILLS = 12;
    private static final int ROWS = 3000;

    private final long seed = Long.getLong("cancel.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static Mono<Long> create(Random random) {
        return relata.on(SHELF, Shelf.ITEMS).createManyCount(drafts(ROWS), Bulk.chunkSize(600 + random.nextInt(1200)));
    }

    /** The same write by each of its ways: COPY with and without ids, unnest, COPY that meets a row, links. */
    private static Mono<Long> write(Random random, List<Item> linked) {
        Bulk<Object> chunks = Bulk.chunkSize(600 + random.nextInt(1200));
        Flux<Item> drafts = drafts(ROWS);
        return switch (random.nextInt(5)) {
            case 0 -> create(random);
            case 1 -> relata.on(SHELF, Shelf.ITEMS).createMany(drafts, chunks).count();
            case 2 ->
                relata.bulk(chunks)
                        .upsert(
                                Item.class,
                                drafts.map(item -> new Item(900_000L + item.pages(), 1L, "x", item.pages())));
            case 3 ->
                relata.on(SHELF, Shelf.ITEMS)
                        .createManyCount(
                                drafts.startWith(new Item(null, null, "met", -1)),
                                chunks.onConflict(OnConflict.ignore()));
            default -> relata.on(SHELF, Shelf.MARKED).addMany(Flux.fromIterable(linked), chunks);
        };
    }

    private static long written() {
        return Objects.requireNonNull(database.value(
                "SELECT (SELECT count(*) FROM items WHERE pages > 0) + (SELECT count(*) FROM marks)", Long.class));
    }

    private static void clear() {
        database.execute("TRUNCATE marks", "DELETE FROM items WHERE pages > 0");
    }

    @Test
    void whatIsCancelledAtARandomPointLeavesNothingAndTheConnectionWorks() {
        cancelled(CANCELS);
    }

    @Test
    @Tag("soak")
    @Timeout(600)
    void whatIsCancelledAtManyRandomPointsLeavesNothingAndTheConnectionWorks() {
        cancelled(10 * CANCELS);
    }

    private void cancelled(int cancels) {
        System.out.println("cancel.seed=" + seed);
        table("text", "INSERT INTO items (shelf_id, title, pages) SELECT 2, 'old', -i FROM generate_series(1, 3000) i");
        List<Item> linked = run(relata.from(Item.class).all());
        AtomicInteger completed = new AtomicInteger();
        for (int i = 0; i < cancels; i++) {
            long micros = random.nextInt(List.of(4_000, 40_000, 250_000).get(i % 3));
            Long rows = write(random, linked)
                    .takeUntilOther(Mono.delay(Duration.ofNanos(1000 * micros)))
                    .block(LIMIT);
            Long one = relata.from(Shelf.class).count().block(LIMIT);

            assertThat(one).as("the connection, cancel.seed=%d", seed).isEqualTo(2);
            TestDatabase.await(database::transactions, 0);
            // A cancel during COMMIT cannot take it back.
            assertThat(written())
                    .as("rows, cancel.seed=%d, run %d", seed, i)
                    .isIn(rows == null ? List.of(0L, (long) ROWS) : List.of((long) ROWS));
            completed.addAndGet(rows == null ? 0 : 1);
            clear();
        }
        System.out.println("of " + cancels + " writes " + completed + " were done before their cancel");
        assertThat(completed).hasValueLessThan(cancels * 3 / 4);
        assertThat(create(random).block(LIMIT)).isEqualTo(ROWS);
    }

    @Test
    void aBackendThatIsKilledAtARandomPointLeavesNothingAndThePoolGetsAnother() {
        System.out.println("cancel.seed=" + seed);
        table("text", "INSERT INTO items (shelf_id, title, pages) SELECT 2, 'old', -i FROM generate_series(1, 3000) i");
        List<Item> linked = run(relata.from(Item.class).all());
        List<Throwable> errors = new ArrayList<>();
        for (int i = 0; i < KILLS; i++) {
            Mono<Long> kill = Mono.delay(Duration.ofMillis(random.nextInt(i % 2 == 0 ? 30 : 150)))
                    .publishOn(Schedulers.boundedElastic())
                    .map(tick -> database.killAll());
            Long rows = Mono.zip(
                            write(random, linked).onErrorResume(StoreException.class, error -> {
                                errors.add(error);
                                return Mono.just(0L);
                            }),
                            kill)
                    .map(both -> both.getT1())
                    .block(LIMIT);

            TestDatabase.await(database::transactions, 0);
            assertThat(written()).as("rows, cancel.seed=%d, run %d", seed, i).isEqualTo(rows);
            clear();
            // The connection may have been killed while it was idle: the pool finds out with the first use.
            assertThat(relata.from(Shelf.class).count().onErrorReturn(0L).block(LIMIT))
                    .isIn(0L, 2L);
            assertThat(relata.from(Shelf.class).count().block(LIMIT)).isEqualTo(2);
        }
        System.out.println("of " + KILLS + " writes " + errors.size() + " lost their connection");
        assertThat(errors).isNotEmpty();
    }
}
