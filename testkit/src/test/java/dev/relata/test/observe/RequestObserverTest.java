package dev.relata.test.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.observe.Outcome;
import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningRequest;
import dev.relata.query.Iteration;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import dev.relata.test.InMemoryStore;
import dev.relata.test.observe.RecordedRequests.OneRequest;
import dev.relata.test.observe.Shelf.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** A listener gets the start of each request with its context, what is sent for it, and one end. */
class RequestObserverTest {

    private final RecordedRequests recorded = new RecordedRequests();
    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Shelf.class, Item.class)
            .listener(recorded)
            .listener(new RelataListener() {})
            .build();

    @BeforeEach
    void fill() {
        relata.bulk()
                .insert(LongStream.rangeClosed(1, 3)
                        .mapToObj(i -> new Shelf(i, "shelf " + i))
                        .toList())
                .thenMany(relata.bulk()
                        .insert(IntStream.range(0, 30)
                                .mapToObj(i -> new Item(100L + i, 1 + i % 3, "item " + i))
                                .toList()))
                .as(StepVerifier::create)
                .expectNextCount(30)
                .verifyComplete();
        recorded.requests.clear();
    }

    private static Context of(Context context, String parent) {
        return context.put(RecordedRequests.PARENT, parent);
    }

    @Test
    void aRequestStartsWithTheContextOfItsSubscriberBeforeAnythingIsSent() {
        Mono<Shelf> found = relata.find(Shelf.class, 2L);
        assertThat(recorded.requests).isEmpty();

        found.contextWrite(context -> of(context, "handler"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        OneRequest request = recorded.only();
        assertThat(request.parent).isEqualTo("handler");
        assertThat(request.running.relationship()).isEqualTo("Shelf");
        assertThat(request.running.operation()).isEqualTo(Operation.SELECT);
        assertThat(request.running.inBatchScope()).isFalse();
        assertThat(request.end().outcome()).isEqualTo(Outcome.SUCCESS);
        assertThat(request.end().rows()).isEqualTo(1);
        assertThat(request.running.rows()).isEqualTo(1);
        assertThat(request.running.duration()).isEqualTo(request.end().duration());
        assertThat(request.statements)
                .extracting(ExecutedStatement::text)
                .containsExactly("select " + relata.model().entity(Shelf.class).table());
    }

    @Test
    void eachSubscriptionIsARequestOfItsOwn() {
        relata.from(Shelf.class)
                .count()
                .repeat(2)
                .as(StepVerifier::create)
                .expectNextCount(3)
                .verifyComplete();

        assertThat(recorded.requests).hasSize(3).allSatisfy(request -> {
            assertThat(request.statements).hasSize(1);
            assertThat(request.end().outcome()).isEqualTo(Outcome.SUCCESS);
        });
    }

    @Test
    void theStoreWorksInTheContextOfTheObserverAndTheSubscriberInItsOwn() {
        List<String> behind = new ArrayList<>();
        relata.from(Shelf.class)
                .all()
                .flatMap(shelf -> Mono.deferContextual(context -> {
                    behind.add(context.get(RecordedRequests.PARENT));
                    return relata.on(shelf, Shelf.ITEMS).count();
                }))
                .contextWrite(context -> of(context, "handler"))
                .as(StepVerifier::create)
                .expectNextCount(3)
                .verifyComplete();

        assertThat(behind).containsExactly("handler", "handler", "handler");
        assertThat(recorded.requests)
                .hasSize(4)
                .allSatisfy(one -> assertThat(one.parent).isEqualTo("handler"));
    }

    @Test
    void aFailureIsOneEndWithTheError() {
        relata.insert(new Shelf(1L, "twice")).as(StepVerifier::create).verifyError(ConstraintViolationException.class);

        ObservedRequest end = recorded.only().end();
        assertThat(end.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(end.operation()).isEqualTo(Operation.INSERT);
        assertThat(end.error()).isNotNull();
        assertThat(recorded.only().statements)
                .singleElement()
                .satisfies(statement -> assertThat(statement.error()).isNotNull());
    }

    @Test
    void aCancelIsOneEndToo() {
        relata.from(Item.class)
                .iterate(Iteration.fetchSize(4))
                .take(6)
                .as(StepVerifier::create)
                .expectNextCount(6)
                .verifyComplete();

        ObservedRequest end = recorded.only().end();
        assertThat(end.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(end.error()).isNull();
        assertThat(end.rows()).isEqualTo(6);
    }

    @Test
    void aStreamCanBeReadWhileItRuns() {
        StepVerifier.create(relata.from(Item.class).iterate(Iteration.fetchSize(4)), 0)
                .then(() -> {
                    assertThat(recorded.only().running.rows()).isZero();
                    assertThat(recorded.only().running.demand()).isZero();
                })
                .thenRequest(5)
                .expectNextCount(5)
                .then(() -> {
                    RunningRequest running = recorded.only().running;
                    assertThat(running.operation()).isEqualTo(Operation.STREAM);
                    assertThat(running.rows()).isEqualTo(5);
                    assertThat(running.demand()).isZero();
                    assertThat(recorded.only().ends).isEmpty();
                })
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(25)
                .verifyComplete();

        OneRequest stream = recorded.only();
        assertThat(stream.running.demand()).isEqualTo(Long.MAX_VALUE);
        assertThat(stream.end().rows()).isEqualTo(30);
        assertThat(stream.statements)
                .filteredOn(statement -> statement.kind() == StatementKind.FETCH)
                .hasSize(8)
                .extracting(ExecutedStatement::rows)
                .startsWith(4L)
                .endsWith(2L);
    }

    @Test
    void aBatchTellsTheLookupsBehindItAndThoseThatNeededNone() {
        List<Item> items = LongStream.range(0, 6)
                .mapToObj(i -> new Item(i, 1 + i % 2, "item " + i))
                .toList();
        Flux<Shelf> lookups = Flux.fromIterable(items)
                .flatMap(item -> relata.on(item, Item.SHELF).get());

        lookups.concatWith(lookups)
                .concatWith(Flux.defer(
                        () -> relata.on(new Item(9L, 3, "last"), Item.SHELF).get()))
                .as(relata::batched)
                .contextWrite(context -> of(context, "handler"))
                .as(StepVerifier::create)
                .expectNextCount(13)
                .verifyComplete();

        assertThat(recorded.requests).hasSize(2);
        RunningRequest first = recorded.requests.get(0).running;
        assertThat(first.inBatchScope()).isTrue();
        assertThat(first.batchSize()).isEqualTo(2);
        assertThat(first.lookups()).isEqualTo(6);
        assertThat(first.lookupsFromMemory()).isZero();
        RunningRequest second = recorded.requests.get(1).running;
        assertThat(second.keys()).containsExactly(List.of(3L));
        assertThat(second.lookups()).isEqualTo(1);
        assertThat(second.lookupsFromMemory()).isEqualTo(6);
        assertThat(recorded.requests)
                .allSatisfy(batch -> assertThat(batch.parent).isEqualTo("scope of handler"));
    }

    @Test
    void aScopeStartsAndEndsOnce() {
        Flux.range(1, 3)
                .flatMap(id -> relata.find(Shelf.class, (long) id))
                .as(relata::batched)
                .as(relata::batched)
                .contextWrite(context -> of(context, "handler"))
                .as(StepVerifier::create)
                .expectNextCount(3)
                .verifyComplete();

        assertThat(recorded.scopes).hasSize(1);
        assertThat(recorded.scopes.get(0).parent).isEqualTo("handler");
        assertThat(recorded.scopes.get(0).ends)
                .singleElement()
                .satisfies(statistics ->
                        assertThat(statistics.of("Shelf").lookups()).isEqualTo(3));
    }

    @Test
    void aScopeThatHasNoEndHasNoStart() {
        relata.find(Shelf.class, 1L)
                .contextWrite(relata.batching().scope())
                .contextWrite(context -> of(context, "handler"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        assertThat(recorded.scopes).isEmpty();
        assertThat(recorded.only().parent).isEqualTo("handler");
    }

    @Test
    void anObserverThatThrowsChangesNothingAndKeepsNothingFromTheOthers() {
        List<Outcome> told = new ArrayList<>();
        Relata rude = Relata.builder()
                .store(InMemoryStore.create())
                .model(Shelf.class, Item.class)
                .listener(new RelataListener() {
                    @Override
                    public RequestObserver onStart(RunningRequest request, ContextView context) {
                        throw new IllegalStateException("of a listener");
                    }
                })
                .listener(new Rude())
                .listener(new RelataListener() {
                    @Override
                    public void onRequest(ObservedRequest request) {
                        told.add(request.outcome());
                    }
                })
                .build();

        rude.insert(new Shelf(1L, "one"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        assertThat(told).containsExactly(Outcome.SUCCESS);
    }

    private static final class Rude implements RelataListener {

        @Override
        public RequestObserver onStart(RunningRequest request, ContextView context) {
            return new RequestObserver() {
                @Override
                public Context context(Context outer) {
                    throw new IllegalStateException("of an observer");
                }

                @Override
                public void onStatement(ExecutedStatement statement) {
                    throw new IllegalStateException("of an observer");
                }

                @Override
                public void onEnd(ObservedRequest ended) {
                    throw new IllegalStateException("of an observer");
                }
            };
        }
    }
}
