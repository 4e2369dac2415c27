package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.query.Bulk;
import io.r2dbc.pool.ConnectionPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Bulk writes that fail, that are in each other's way, and whose source needs the one connection. */
class BulkFailureIntegrationTest extends BulkFixture {

    @Test
    void aFailureInTheLastChunkLeavesNothing() {
        table("text");
        Flux<Item> last = drafts(2500).map(item -> item.pages() == 2500 ? new Item(null, null, "twice", 1) : item);

        relata.on(SHELF, Shelf.ITEMS)
                .createMany(last, Bulk.chunkSize(1000))
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ConstraintViolationException.class)
                        .hasMessageContaining("Shelf.ITEMS")
                        .hasFieldOrPropertyWithValue("reason", Reason.UNIQUE)
                        .hasFieldOrPropertyWithValue("constraint", "items_pages_key"))
                .verify(LIMIT);
        relata.bulk()
                .insert(
                        Item.class,
                        drafts(2500).map(item -> new Item(null, item.pages() == 2500 ? 77L : 1L, "x", item.pages())))
                .as(StepVerifier::create)
                .expectErrorSatisfies(
                        error -> assertThat(error).hasFieldOrPropertyWithValue("reason", Reason.FOREIGN_KEY))
                .verify(LIMIT);
        assertThat(stored()).isZero();
    }

    @Test
    void linksToRowsThatAreGoneLeaveNothing() {
        table("text");
        List<Item> items = run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(1500)));
        Flux<Item> last = Flux.fromIterable(items).concatWithValues(new Item(99_999L, 1L, "gone", 0));

        relata.on(SHELF, Shelf.MARKED)
                .addMany(last, Bulk.chunkSize(500))
                .as(StepVerifier::create)
                .expectError(RelatedNotFoundException.class)
                .verify(LIMIT);
        assertThat(database.value("SELECT count(*) FROM marks", Long.class)).isZero();
        assertThat(run(relata.on(SHELF, Shelf.MARKED).addMany(Flux.fromIterable(items), Bulk.chunkSize(500))))
                .containsExactly(1500L);
    }

    @Test
    void anErrorOfTheSourceArrivesAsItIs() {
        table("text");
        IllegalStateException broken = new IllegalStateException("the source broke");

        relata.on(SHELF, Shelf.ITEMS)
                .createMany(drafts(1500).concatWith(Mono.error(broken)), Bulk.chunkSize(1000))
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error).isSameAs(broken))
                .verify(LIMIT);
        assertThat(stored()).isZero();
    }

    @Test
    void aCancelWhileAChunkIsCopiedLeavesNothing() {
        table(
                "text",
                "CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_sleep(0.01); RETURN NULL; END $$",
                "CREATE TRIGGER slowing AFTER INSERT ON items FOR EACH ROW EXECUTE FUNCTION slow()");
        Mono<Boolean> copying = Mono.fromCallable(() -> {
                    TestDatabase.await(BulkFailureIntegrationTest::copies, 1);
                    return true;
                })
                .subscribeOn(Schedulers.boundedElastic());

        relata.on(SHELF, Shelf.ITEMS)
                .createManyCount(drafts(4000), Bulk.chunkSize(1000))
                .takeUntilOther(copying)
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);
        TestDatabase.await(database::transactions, 0);
        assertThat(stored()).isZero();
    }

    private static long copies() {
        return Objects.requireNonNull(database.value(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE 'COPY%'", Long.class));
    }

    @Test
    void aBackendKilledBeforeCommitLeavesNothing() {
        table("text");
        Mono<Item> kill = Mono.<Item>fromRunnable(() -> {
                    database.killAll();
                    TestDatabase.await(database::transactions, 0);
                })
                .subscribeOn(Schedulers.boundedElastic());

        relata.on(SHELF, Shelf.ITEMS)
                .createMany(drafts(2000).concatWith(kill), Bulk.chunkSize(1000))
                .as(StepVerifier::create)
                .expectError(StoreUnavailableException.class)
                .verify(LIMIT);
        assertThat(stored()).isZero();
    }

    @Test
    void aSourceThatReadsCompletesOnOneConnection() {
        table("text");
        Flux<Item> reading = drafts(2000)
                .flatMap(
                        item -> relata.find(Shelf.class, 1L)
                                .map(shelf -> new Item(null, null, "of " + shelf.id(), item.pages())),
                        64)
                .as(relata::batched);

        assertThat(run(relata.on(SHELF, Shelf.ITEMS).createMany(reading, Bulk.chunkSize(1000))))
                .hasSize(2000)
                .extracting(Item::title)
                .containsOnly("of 1");
        assertThat(sent()).contains("COPY");
    }

    @Test
    void writersOfTheSameLinksAtOnceAreNotInEachOthersWay() {
        table("text");
        List<Item> items = run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(1000)));
        ConnectionPool four = database.pool(4);
        Relata wide = over(four);

        Long added = Flux.range(0, 8)
                .flatMap(i -> wide.on(SHELF, Shelf.MARKED).addMany(shuffled(items, i), Bulk.chunkSize(100)), 8)
                .reduce(0L, Long::sum)
                .block(LIMIT);

        assertThat(added).isEqualTo(1000);
        four.dispose();
    }

    private static List<Item> shuffled(List<Item> items, int seed) {
        List<Item> shuffled = new ArrayList<>(items);
        Collections.shuffle(shuffled, new Random(seed));
        return Stream.of(shuffled).flatMap(List::stream).toList();
    }
}
