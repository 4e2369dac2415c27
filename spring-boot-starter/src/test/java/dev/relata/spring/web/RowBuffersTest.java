package dev.relata.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import tools.jackson.databind.json.JsonMapper;

class RowBuffersTest {

    record Row(int number, String text) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonRowsEncoder ENCODER = new JsonRowsEncoder(JSON);

    private static Flux<String> lines(Flux<Row> rows) {
        return encoded(rows, MediaType.APPLICATION_NDJSON);
    }

    private static Flux<String> encoded(Flux<Row> rows, MediaType type) {
        return ENCODER.encode(
                        rows, DefaultDataBufferFactory.sharedInstance, ResolvableType.forClass(Row.class), type, null)
                .map(buffer -> buffer.toString(StandardCharsets.UTF_8));
    }

    private static Row row(int number) {
        return new Row(number, "x".repeat(100));
    }

    private static String line(int number) {
        return JSON.writeValueAsString(row(number)) + "\n";
    }

    @Test
    void everyRowIsInOneBufferAndInOrder() {
        String all = IntStream.range(0, 10_000).mapToObj(RowBuffersTest::line).collect(Collectors.joining());
        List<String> buffers = lines(Flux.range(0, 10_000).map(RowBuffersTest::row))
                .collectList()
                .block();
        assertThat(String.join("", buffers)).isEqualTo(all);
        assertThat(buffers).hasSizeBetween(all.length() / 40_000, all.length() / 30_000 + 2);
        assertThat(buffers).allMatch(buffer -> buffer.endsWith("\n"));
    }

    @Test
    void demandOfOneBufferAsksForTheRowsOfOne() {
        AtomicLong asked = new AtomicLong();
        AtomicInteger delivered = new AtomicInteger();
        Flux<Row> rows = Flux.range(0, 1_000_000)
                .map(RowBuffersTest::row)
                .doOnRequest(asked::addAndGet)
                .doOnNext(row -> delivered.incrementAndGet());
        int perBuffer = RowBuffers.WEIGHT / line(0).length();
        StepVerifier.create(lines(rows), 0)
                .then(() -> assertThat(asked).hasValue(0))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(delivered.get()).isLessThan(100)) // the first one is small
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(delivered.get()).isBetween(perBuffer, perBuffer + 200))
                .then(() -> assertThat(asked.get()).isEqualTo(delivered.get()))
                .thenCancel()
                .verify();
    }

    @Test
    void heavyRowsAreNotCollected() {
        AtomicInteger delivered = new AtomicInteger();
        Flux<Row> rows = Flux.range(0, 1_000)
                .map(number -> new Row(number, "x".repeat(1_000_000)))
                .doOnNext(row -> delivered.incrementAndGet());
        StepVerifier.create(lines(rows), 2)
                .expectNextCount(2)
                .then(() -> assertThat(delivered.get()).isLessThan(40))
                .thenRequest(3)
                .expectNextCount(3)
                .then(() -> assertThat(delivered.get()).isLessThan(45))
                .thenCancel()
                .verify();
    }

    @Test
    void rowsThatTrickleInGoOutInTime() {
        StepVerifier.withVirtualTime(() -> lines(Flux.interval(Duration.ofMillis(10))
                        .map(number -> row(number.intValue()))
                        .take(20)))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(10))
                .thenAwait(Duration.ofMillis(RowBuffers.DELAY_MILLIS))
                .assertNext(lines -> assertThat(lines).startsWith(line(0)))
                .thenAwait(Duration.ofSeconds(1))
                .thenConsumeWhile(lines -> lines.length() <= 6 * line(0).length())
                .verifyComplete();
    }

    @Test
    void anErrorComesAfterTheRowsBeforeItOrAloneWhereNoneWentOut() {
        TestPublisher<Row> rows = TestPublisher.create();
        StepVerifier.create(lines(rows.flux()))
                .then(() -> IntStream.range(0, 40).forEach(number -> rows.next(row(number))))
                .expectNextCount(1)
                .then(() -> rows.error(new IllegalStateException("midway")))
                .expectNextMatches(lines -> lines.endsWith(line(39)))
                .verifyErrorMessage("midway");
        StepVerifier.create(lines(Flux.just(row(1)).concatWith(Flux.error(new IllegalStateException("early")))))
                .verifyErrorMessage("early");
    }

    @Test
    void aRowThatCannotBeWrittenCancelsTheOthers() {
        record Broken(int number) {
            @SuppressWarnings("unused") // written by Jackson
            public int getFailure() {
                throw new IllegalStateException("of the row");
            }
        }
        TestPublisher<Object> rows = TestPublisher.create();
        ENCODER.encode(
                        rows,
                        DefaultDataBufferFactory.sharedInstance,
                        ResolvableType.forClass(Broken.class),
                        MediaType.APPLICATION_JSON,
                        null)
                .as(StepVerifier::create)
                .then(() -> rows.next(new Broken(1)))
                .verifyErrorMatches(error -> error.getMessage().contains("of the row"));
        rows.assertCancelled();
    }

    @Test
    void cancelCancelsTheRowsAndReleasesTheBuffer() {
        TestPublisher<Row> rows = TestPublisher.create();
        var factory = new NettyDataBufferFactory(new UnpooledByteBufAllocator(false, true));
        var metric = (ByteBufAllocatorMetricProvider) factory.getByteBufAllocator();
        StepVerifier.withVirtualTime(() -> ENCODER.encode(
                        rows.flux(), factory, ResolvableType.forClass(Row.class), MediaType.APPLICATION_NDJSON, null))
                .then(() -> IntStream.range(0, 31).forEach(number -> rows.next(new Row(number, "x".repeat(900)))))
                .then(() -> assertThat(metric.metric().usedHeapMemory()).isNotZero())
                .thenCancel()
                .verify();
        rows.assertCancelled();
        assertThat(metric.metric().usedHeapMemory()).isZero();
    }

    @Test
    void whatIsWrittenIsWhatSpringWrites() {
        JacksonJsonEncoder spring = new JacksonJsonEncoder(JSON);
        for (MediaType type : List.of(MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON)) {
            for (int count : new int[] {0, 1, 2, 700}) {
                Flux<Row> rows = Flux.range(0, count).map(RowBuffersTest::row);
                String expected = spring.encode(
                                rows,
                                DefaultDataBufferFactory.sharedInstance,
                                ResolvableType.forClass(Row.class),
                                type,
                                null)
                        .map(buffer -> buffer.toString(StandardCharsets.UTF_8))
                        .collect(Collectors.joining())
                        .block();
                assertThat(encoded(rows, type).collect(Collectors.joining()).block())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void rowsOfOtherThreadsAreAllThere() {
        Flux<Row> rows = Flux.range(0, 50_000).map(RowBuffersTest::row).publishOn(Schedulers.parallel(), 64);
        String all = lines(rows.hide())
                .publishOn(Schedulers.boundedElastic(), 1)
                .collect(Collectors.joining())
                .block(Duration.ofSeconds(20));
        assertThat(all.lines().count()).isEqualTo(50_000);
        assertThat(all).startsWith(line(0)).endsWith(line(49_999));
    }
}
