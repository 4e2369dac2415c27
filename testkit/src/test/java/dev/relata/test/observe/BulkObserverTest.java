package dev.relata.test.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.observe.ObservedBulk;
import dev.relata.observe.Outcome;
import dev.relata.query.Bulk;
import dev.relata.test.InMemoryStore;
import dev.relata.test.observe.RecordedRequests.OneBulk;
import dev.relata.test.observe.Shelf.Item;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A listener gets the start of each write of many rows, its chunks and its one end; the requests inside have it in their context. */
class BulkObserverTest {

    private final RecordedRequests recorded = new RecordedRequests();
    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Shelf.class, Item.class)
            .listener(recorded)
            .build();
    private final Shelf shelf = new Shelf(1L, "shelf");

    @BeforeEach
    void fill() {
        relata.insert(shelf).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        recorded.requests.clear();
    }

    private static List<Item> items(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(i -> new Item(i, 1, "item " + i))
                .toList();
    }

    private ObservedBulk onlyEnd() {
        assertThat(recorded.bulks).hasSize(1);
        assertThat(recorded.bulks.get(0).ends).hasSize(1);
        return recorded.bulks.get(0).ends.get(0);
    }

    @Test
    void aWriteInOneStatementIsOneChunkOfItsAnswer() {
        relata.bulk()
                .insert(items(1, 9))
                .contextWrite(context -> context.put(RecordedRequests.PARENT, "handler"))
                .as(StepVerifier::create)
                .expectNextCount(9)
                .verifyComplete();

        ObservedBulk end = onlyEnd();
        assertThat(end.relationship()).isEqualTo("Item");
        assertThat(end.call()).isEqualTo("insert");
        assertThat(end.chunks()).isEqualTo(1);
        assertThat(end.rows()).isEqualTo(9);
        assertThat(end.outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(recorded.bulks.get(0).parent).isEqualTo("handler");
        assertThat(recorded.only().parent).isEqualTo("insert of Item");
    }

    @Test
    void chunksAreToldAsTheyAreWrittenAndThoseOfTheSourceAreNotAmongThem() {
        Flux<Item> source = Flux.fromIterable(items(1, 25))
                .concatWith(relata.bulk(Bulk.chunkSize(1))
                        .insert(Shelf.class, Flux.just(new Shelf(2L, "two"), new Shelf(3L, "three")))
                        .thenMany(Flux.fromIterable(items(26, 30))));

        relata.bulk(Bulk.chunkSize(10))
                .insert(Item.class, source)
                .as(StepVerifier::create)
                .expectNext(30L)
                .verifyComplete();

        assertThat(recorded.bulks).hasSize(2);
        OneBulk outer = recorded.bulks.get(0);
        OneBulk inner = recorded.bulks.get(1);
        assertThat(outer.chunks).containsExactly(10, 10, 10);
        assertThat(outer.running.total()).isEqualTo(OptionalLong.empty());
        assertThat(outer.running.rows()).isEqualTo(30);
        assertThat(inner.chunks).containsExactly(1, 1);
        assertThat(inner.parent).isEqualTo("insert of Item");
    }

    @Test
    void aFailureTellsWhatHadBeenWrittenUntilThen() {
        relata.bulk(Bulk.chunkSize(10))
                .insert(Item.class, Flux.fromIterable(items(1, 10)).concatWith(Flux.fromIterable(items(5, 6))))
                .as(StepVerifier::create)
                .verifyError(ConstraintViolationException.class);

        ObservedBulk end = onlyEnd();
        assertThat(end.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(end.error()).isInstanceOf(ConstraintViolationException.class);
        assertThat(end.chunks()).isEqualTo(1);
        assertThat(end.rows()).isEqualTo(10);
    }

    @Test
    void aCancelIsAnEnd() {
        relata.bulk(Bulk.chunkSize(10))
                .insert(Item.class, Flux.fromIterable(items(1, 10)).concatWith(Flux.never()))
                .as(StepVerifier::create)
                .thenCancel()
                .verify();

        assertThat(onlyEnd().outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void managersWriteManyRowsAsOne() {
        relata.on(shelf, Shelf.ITEMS)
                .createMany(items(1, 4))
                .as(StepVerifier::create)
                .expectNextCount(4)
                .verifyComplete();
        relata.on(shelf, Shelf.ITEMS)
                .addMany(items(1, 2))
                .as(StepVerifier::create)
                .expectNext(2L)
                .verifyComplete();
        relata.bulk()
                .delete(items(1, 3))
                .as(StepVerifier::create)
                .expectNext(3L)
                .verifyComplete();

        assertThat(recorded.bulks)
                .extracting(bulk -> bulk.running.relationship() + "." + bulk.running.call() + " "
                        + bulk.ends.get(0).rows())
                .containsExactly("Shelf.ITEMS.createMany 4", "Shelf.ITEMS.addMany 2", "Item.delete 3");
    }

    @Test
    void oneRowIsNoWriteOfMany() {
        relata.on(shelf, Shelf.ITEMS)
                .create(new Item(1L, 1, "item"))
                .flatMap(item -> relata.on(shelf, Shelf.ITEMS).add(item))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        assertThat(recorded.bulks).isEmpty();
    }
}
