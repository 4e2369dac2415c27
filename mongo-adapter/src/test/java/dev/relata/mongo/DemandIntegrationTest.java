package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.error.StoreException;
import dev.relata.model.Id;
import dev.relata.model.Table;
import dev.relata.query.Iteration;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import dev.relata.test.conformance.StatementCounter;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The batches of {@code iterate()} follow demand; what is asked for is seen at the driver. */
class DemandIntegrationTest {

    private static final int ROWS = 20_000;
    private static final int WIDE = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Table("grains")
    record Grain(@Id long id, int weight) {}

    @Table("stones")
    record Stone(@Id long id, String text) {}

    private static final String NAME = TestServer.database();
    private static final SeenBatches BATCHES = new SeenBatches();
    private static final CountedCommands COMMANDS = new CountedCommands(new StatementCounter());
    private static final Queue<ExecutedStatement> EXECUTED = new ConcurrentLinkedQueue<>();
    private static MongoClient client;
    private static Relata relata;

    @BeforeAll
    static void fill() {
        client = TestServer.client(BATCHES, COMMANDS);
        fill("grains", ROWS, i -> new BsonDocument("weight", new BsonInt32(i)));
        fill("stones", WIDE, i -> new BsonDocument("text", new BsonString("x".repeat(20_000))));
        MongoStore store = MongoStore.builder()
                .client(client)
                .database(NAME)
                .listener(EXECUTED::add)
                .build();
        store.connected()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(PATIENCE);
        relata = Relata.builder().store(store).model(Grain.class, Stone.class).build();
    }

    private static void fill(String name, int rows, IntFunction<BsonDocument> document) {
        Flux.fromStream(() ->
                        IntStream.range(0, rows).mapToObj(i -> document.apply(i).append("_id", new BsonInt64(i))))
                .buffer(2_000)
                .concatMap(client.getDatabase(NAME).getCollection(name, BsonDocument.class)::insertMany)
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
    }

    @AfterAll
    static void drop() {
        Mono.from(client.getDatabase(NAME).drop()).as(StepVerifier::create).verifyComplete();
        client.close();
    }

    @BeforeEach
    void forget() {
        COMMANDS.names();
        BATCHES.forget();
        EXECUTED.clear();
    }

    @AfterEach
    void settle() {
        noCursorIsLeft();
    }

    private static Flux<Grain> grains() {
        return relata.from(Grain.class).iterate();
    }

    @Test
    void batchesAreSmallFirstAndGrow() {
        grains().as(StepVerifier::create).expectNextCount(ROWS).expectComplete().verify(PATIENCE);

        assertThat(BATCHES.asked()).startsWith(64, 256, 1024, 4096, 4096, 4096).hasSizeLessThanOrEqualTo(9);
        assertThat(COMMANDS.names()).doesNotContain("killCursors");
        assertThat(EXECUTED)
                .filteredOn(statement -> statement.kind() == StatementKind.READ)
                .singleElement()
                .satisfies(read -> assertThat(read.rows()).isEqualTo(ROWS));
        assertThat(EXECUTED)
                .filteredOn(statement -> statement.kind() == StatementKind.FETCH)
                .extracting(ExecutedStatement::rows)
                .startsWith(256L, 1024L, 4096L);
    }

    @Test
    void wideRowsGrowToAMebibyteAndNotToAnyNumber() {
        relata.from(Stone.class)
                .iterate()
                .as(StepVerifier::create)
                .expectNextCount(WIDE)
                .expectComplete()
                .verify(PATIENCE);

        List<Integer> later = BATCHES.asked().subList(1, BATCHES.asked().size());
        assertThat(later).isNotEmpty().allSatisfy(size -> assertThat(size).isBetween(45, 53));
    }

    @Test
    void nothingIsSentBeforeThereIsDemandNorWithoutMore() {
        StepVerifier.create(grains(), 0)
                .expectSubscription()
                .then(() -> assertThat(BATCHES.asked()).isEmpty())
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(BATCHES.asked()).containsExactly(64))
                .thenRequest(63)
                .expectNextCount(63)
                .then(() -> assertThat(BATCHES.asked().size()).isLessThanOrEqualTo(2))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void exactlyOneBatchOfDemandAsksForNoSecond() {
        StepVerifier.create(relata.from(Grain.class).iterate(Iteration.fetchSize(64)), 64)
                .expectNextCount(64)
                .then(() -> assertThat(BATCHES.asked().size()).isLessThanOrEqualTo(2))
                .thenCancel()
                .verify(PATIENCE);
    }

    @Test
    void demandOfOneHoldsAtMostTwoBatchesWhateverTheirSize() {
        StepVerifier.Step<Grain> step = StepVerifier.create(grains(), 0);
        for (int delivered = 1; delivered <= 3_000; delivered++) {
            int seen = delivered;
            step = step.thenRequest(1).expectNextCount(1).then(() -> {
                // Read first: the next batch may be asked for and come between the two.
                int rows = BATCHES.rows();
                List<Integer> asked = BATCHES.asked();
                int two = asked.stream()
                        .skip(Math.max(0, asked.size() - 2))
                        .mapToInt(i -> i)
                        .sum();
                assertThat(rows - seen).isLessThanOrEqualTo(two);
            });
        }
        step.thenCancel().verify(PATIENCE);
        assertThat(BATCHES.asked().get(0)).isEqualTo(64);
    }

    @RepeatedTest(5)
    void cancelBeforeTheFirstBatchLeavesNoCursor() {
        BaseSubscriber<Grain> cancelling = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }
        };
        grains().subscribe(cancelling);
        until(() -> !BATCHES.asked().isEmpty());
        cancelling.cancel();

        noCursorIsLeft();
        assertThat(BATCHES.asked()).containsExactly(64);
        assertThat(BATCHES.killed()).isEqualTo(1);
    }

    @RepeatedTest(5)
    void cancelAfterTheFirstBatchLeavesNoCursor() {
        assertThat(grains().take(64).count().block(PATIENCE)).isEqualTo(64);
        assertThat(grains().take(1).count().block(PATIENCE)).isEqualTo(1);
        noCursorIsLeft();

        assertThat(BATCHES.killed()).isEqualTo(2);
    }

    @Test
    void cancelWhileABatchIsUnderWayLeavesNoCursor() {
        for (int i = 0; i < 20; i++) {
            int cancelAt = 33 + 16 * i;
            BaseSubscriber<Grain> cancelling = new BaseSubscriber<>() {
                private int rows;

                @Override
                protected void hookOnSubscribe(Subscription subscription) {
                    request(cancelAt + 10L);
                }

                @Override
                protected void hookOnNext(Grain grain) {
                    if (++rows == cancelAt) {
                        Schedulers.parallel().schedule(this::cancel);
                    }
                }
            };
            grains().subscribe(cancelling);
        }
        noCursorIsLeft();
        assertThat(BATCHES.killed()).isPositive();
    }

    /** Every cursor that was opened and not read to its end has been killed. */
    private static void noCursorIsLeft() {
        until(BATCHES::settled);
    }

    private static void until(BooleanSupplier event) {
        Mono.fromSupplier(event::getAsBoolean)
                .filter(happened -> happened)
                .repeatWhenEmpty(5_000, again -> again.delayElements(Duration.ofMillis(2)))
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void aCursorThatIsKilledOnTheServerIsAnErrorThatSaysSo() {
        StepVerifier.create(relata.from(Grain.class).iterate(Iteration.fetchSize(100)), 0)
                .thenRequest(40)
                .expectNextCount(40)
                .then(() -> Mono.from(client.getDatabase(NAME)
                                .runCommand(new BsonDocument("killCursors", new BsonString("grains"))
                                        .append(
                                                "cursors",
                                                new BsonArray(BATCHES.open().stream()
                                                        .map(BsonInt64::new)
                                                        .toList()))))
                        .as(StepVerifier::create)
                        .expectNextCount(1)
                        .verifyComplete())
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(60)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("Grain")
                        .hasMessageContaining("killed on the server")
                        .hasMessageContaining("read again"))
                .verify(PATIENCE);
    }

    @Test
    void subscribersAtTheSameTimeHaveCursorsOfTheirOwn() {
        Flux<Grain> one = grains();
        Flux.range(0, 8)
                .flatMap(
                        i -> i % 2 == 0
                                ? one.count()
                                : one.limitRate(7).take(5_000).count(),
                        8)
                .collectList()
                .as(StepVerifier::create)
                .assertNext(counts -> assertThat(counts)
                        .containsExactlyInAnyOrder(20_000L, 20_000L, 20_000L, 20_000L, 5_000L, 5_000L, 5_000L, 5_000L))
                .expectComplete()
                .verify(PATIENCE);
        assertThat(COMMANDS.names().stream().filter("find"::equals)).hasSize(8);
    }

    @Test
    void streamsUnderADemandOfAnySizeAreInOrderAndWhole() {
        for (int rate : new int[] {1, 3, 64, 65, 1_000}) {
            List<Long> ids = grains().take(3_000)
                    .limitRate(rate)
                    .publishOn(Schedulers.parallel(), rate)
                    .map(Grain::id)
                    .collectList()
                    .block(PATIENCE);
            assertThat(ids)
                    .as("rate %s", rate)
                    .hasSize(3_000)
                    .doesNotHaveDuplicates()
                    .isSorted();
        }
    }

    @Test
    void demandThatIsNotPositiveIsRefused() {
        Mono<Void> ended = Mono.create(sink -> grains().doOnError(sink::error).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(0);
            }

            @Override
            protected void hookOnError(Throwable error) {}
        }));
        ended.as(StepVerifier::create)
                .expectErrorMessage("rule 3.9: demand must be greater than zero, was 0")
                .verify(PATIENCE);
    }
}
