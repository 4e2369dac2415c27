package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.r2dbc.Shelves.City;
import dev.relata.r2dbc.Shelves.House;
import dev.relata.r2dbc.Shelves.Volume;
import dev.relata.r2dbc.Shelves.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * How many statements lookups cost in a batch scope: numbers, because that is what the scope is for. How many lookups come
 * while a statement is under way depends on the pace of the machine, so these run with {@code -Psoak}; what does not depend
 * on it is held by the tests of the test kit.
 */
@Tag("pace")
class BatchScopeIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int LOOKUPS = 10_000;

    private static Shelves shelves;
    private static Relata relata;
    private static Relata unbounded;

    @BeforeAll
    static void open() {
        shelves = new Shelves();
        relata = shelves.relata(4);
        unbounded = shelves.relata(4, Duration.ofSeconds(120), builder -> builder.maxBatch(20_000));
    }

    @AfterAll
    static void close() {
        shelves.close();
    }

    @BeforeEach
    void forget() {
        shelves.statements();
    }

    private static Mono<Writer> writer(Volume volume) {
        return relata.on(volume, Volume.WRITER).get();
    }

    private static void expectAll(Flux<Writer> writers, int most) {
        Long found = writers.map(Writer::id).distinct().count().block(PATIENCE);
        assertThat(found).isEqualTo(LOOKUPS);

        assertThat(shelves.statements("Volume.WRITER")).isLessThanOrEqualTo(most);
    }

    @Test
    void lookupsOfAListAreOneStatementForEachRoundOfConcurrency() {
        expectAll(
                Flux.fromIterable(Shelves.volumes(LOOKUPS))
                        .flatMap(BatchScopeIntegrationTest::writer, 256)
                        .as(relata::batched),
                40);
    }

    @Test
    void orderedLookupsCostNoMore() {
        expectAll(
                Flux.fromIterable(Shelves.volumes(LOOKUPS))
                        .flatMapSequential(BatchScopeIntegrationTest::writer, 256)
                        .as(relata::batched),
                40);
    }

    @RepeatedTest(200)
    void unboundedLookupsAreOneStatement() {
        Long found = Flux.fromIterable(Shelves.volumes(LOOKUPS))
                .flatMap(volume -> unbounded.on(volume, Volume.WRITER).get(), Integer.MAX_VALUE)
                .as(unbounded::batched)
                .count()
                .block(PATIENCE);
        assertThat(found).isEqualTo(LOOKUPS);
        assertThat(shelves.statements()).isEqualTo(1);
    }

    @Test
    void lookupsBesideAStreamOfOurs() {
        expectAll(
                relata.from(Volume.class)
                        .iterate()
                        .take(LOOKUPS)
                        .flatMap(BatchScopeIntegrationTest::writer, 256)
                        .as(relata::batched),
                50);
    }

    @Test
    void lookupsBesideAStreamUnderATransaction() {
        expectAll(
                relata.from(Volume.class)
                        .iterate()
                        .take(LOOKUPS)
                        .flatMap(BatchScopeIntegrationTest::writer, 256)
                        .as(relata::batched)
                        .as(relata::transactional),
                50);
    }

    @Test
    void lookupsFromAnotherThread() {
        List<Volume> volumes = Shelves.volumes(LOOKUPS);
        expectAll(
                Flux.fromIterable(volumes)
                        .publishOn(Schedulers.parallel())
                        .flatMap(BatchScopeIntegrationTest::writer, 256)
                        .as(relata::batched),
                80);
        expectAll(
                Flux.fromIterable(volumes)
                        .subscribeOn(Schedulers.boundedElastic())
                        .flatMap(BatchScopeIntegrationTest::writer, 256)
                        .as(relata::batched),
                80);
    }

    @RepeatedTest(5)
    void lookupsFromFourThreads() {
        expectAll(
                Flux.fromIterable(Shelves.volumes(LOOKUPS))
                        .parallel(4)
                        .runOn(Schedulers.parallel())
                        .flatMap(BatchScopeIntegrationTest::writer, false, 256)
                        .sequential()
                        .as(relata::batched),
                80);
    }

    @RepeatedTest(20)
    void aScopeByHandIsGroupCommit() {
        expectAll(
                Flux.fromIterable(Shelves.volumes(LOOKUPS))
                        .flatMap(BatchScopeIntegrationTest::writer, 256)
                        .contextWrite(relata.batching().scope()),
                44);
    }

    @Test
    void aConsumerOfOneRowAtATimeDoesNotMakeSingleStatements() {
        Sinks.One<Long> end = Sinks.one();
        Flux.fromIterable(Shelves.volumes(LOOKUPS))
                .flatMap(BatchScopeIntegrationTest::writer, 256)
                .as(relata::batched)
                .subscribe(new OneByOne<>(end));
        assertThat(end.asMono().block(PATIENCE)).isEqualTo(LOOKUPS);
        assertThat(shelves.statements("Volume.WRITER")).isLessThanOrEqualTo(50);
    }

    private static final class OneByOne<T> extends BaseSubscriber<T> {

        private final Sinks.One<Long> end;
        private long count;

        OneByOne(Sinks.One<Long> end) {
            this.end = end;
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(1);
        }

        @Override
        protected void hookOnNext(T value) {
            count++;
            request(1);
        }

        @Override
        protected void hookOnComplete() {
            end.emitValue(count, Sinks.EmitFailureHandler.FAIL_FAST);
        }

        @Override
        protected void hookOnError(Throwable error) {
            end.emitError(error, Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }

    @Test
    void aChainOfThreeIsBatchedAtEveryLevel() {
        List<String> cities = Flux.fromIterable(Shelves.volumes(1000))
                .flatMap(BatchScopeIntegrationTest::writer)
                .flatMap(writer -> relata.on(writer, Writer.HOUSE).get())
                .flatMap(house -> relata.on(house, House.CITY).get())
                .map(City::name)
                .as(relata::batched)
                .collectList()
                .block(PATIENCE);
        assertThat(cities).doesNotHaveDuplicates().hasSize(1000);
        assertThat(shelves.statements()).isLessThanOrEqualTo(12);
    }

    @Test
    void toManysAndCountsAreBatchedToo() {
        Long sum = Flux.range(1, 1000)
                .flatMap(i -> relata.onKey(Writer.VOLUMES, (long) i)
                        .count()
                        .zipWith(relata.onKey(Writer.VOLUMES, (long) i).all().count(), Long::sum))
                .as(relata::batched)
                .reduce(0L, Long::sum)
                .block(PATIENCE);
        assertThat(sum).isEqualTo(2000);
        assertThat(shelves.statements()).isLessThanOrEqualTo(8);
    }

    @Test
    void aBurstThatBlocksUntilItsFirstAnswerCompletes() {
        AtomicLong first = new AtomicLong();
        Flux<Long> blocking = Flux.<Volume>create(sink -> {
                    FluxSink<Volume> more = sink.next(Shelves.volumes(2).get(0));
                    TestDatabase.await(first::get, 1);
                    more.next(Shelves.volumes(2).get(1)).complete();
                })
                .flatMap(BatchScopeIntegrationTest::writer)
                .mapNotNull(Writer::id)
                .doOnNext(id -> first.compareAndSet(0, id))
                .as(relata::batched);
        assertThat(blocking.subscribeOn(Schedulers.boundedElastic())
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(1L, 2L);
    }
}
