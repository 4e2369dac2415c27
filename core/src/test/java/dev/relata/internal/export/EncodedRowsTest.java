package dev.relata.internal.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import tools.jackson.databind.json.JsonMapper;

/** Demand, ends and cancel of buffers. */
class EncodedRowsTest {

    private static final String ROW = "x".repeat(98);
    private static final RowFormat FORMAT =
            JsonFormat.array(JsonMapper.builder().build());

    private static Flux<ByteBuffer> encoded(Flux<?> rows) {
        return EncodedRows.ofRecords(rows, FORMAT);
    }

    private static Flux<String> rows(int number) {
        return Flux.range(0, number).map(i -> ROW);
    }

    private static String text(List<ByteBuffer> buffers) {
        StringBuilder text = new StringBuilder();
        buffers.forEach(buffer -> text.append(StandardCharsets.UTF_8.decode(buffer)));
        return text.toString();
    }

    private static String array(int rows) {
        return "[" + String.join(",", java.util.Collections.nCopies(rows, "\"" + ROW + "\"")) + "]";
    }

    /** The bracket may be the byte with which the last buffer is full. */
    @Test
    void anArrayEndsWhereverItsBufferDoes() {
        for (int size = BufferOutput.FULL - 8; size <= BufferOutput.FULL + 8; size++) {
            String row = "y".repeat(size - 4);
            StepVerifier.create(encoded(Flux.just(row)).collectList().map(EncodedRowsTest::text))
                    .expectNext("[\"" + row + "\"]")
                    .verifyComplete();
        }
    }

    /** About so many rows are asked for as fill the buffers that were. */
    @Test
    void rowsAreAskedForByDemand() {
        AtomicLong asked = new AtomicLong();
        StepVerifier.create(encoded(rows(10_000).doOnRequest(asked::addAndGet)), 0)
                .then(() -> assertThat(asked).hasValue(0))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(asked.get()).isBetween(325L, 700L))
                .thenRequest(2)
                .expectNextCount(2)
                .then(() -> assertThat(asked.get()).isBetween(975L, 1400L))
                .thenCancel()
                .verify();
    }

    /** Rows that are much heavier than those before them are not queued by the hundred. */
    @Test
    void heavyRowsBehindLightOnesAreAskedForInSteps() {
        AtomicLong asked = new AtomicLong();
        String heavy = "x".repeat(40_000);
        Flux<String> rows = Flux.range(0, 40_000)
                .map(i -> i < 20_000 ? "x" : heavy)
                .doOnNext(row -> asked.addAndGet(row.length() > 1 ? 1 : 0));
        List<ByteBuffer> sent = encoded(rows)
                .limitRate(1)
                .takeUntil(buffer -> asked.get() > 0)
                .collectList()
                .block();
        assertThat(sent).hasSize(3);
        assertThat(asked.get()).isBetween(1L, 64L);
    }

    /** Nothing more is asked for while a full buffer waits. */
    @Test
    void buffersThatWaitAreSentFirst() {
        List<Long> asked = new ArrayList<>();
        String heavy = "x".repeat(40_000);
        StepVerifier.create(encoded(Flux.range(0, 1000).map(i -> heavy).doOnRequest(asked::add)), 0)
                .thenRequest(1)
                .expectNextCount(1)
                .thenRequest(60)
                .expectNextCount(60)
                .then(() -> assertThat(asked).containsExactly(64L))
                .thenCancel()
                .verify();
    }

    @Test
    void unboundedDemandIsOneRequest() {
        List<Long> asked = new ArrayList<>();
        assertThat(encoded(rows(10_000).doOnRequest(asked::add)).collectList().block())
                .hasSizeGreaterThan(20);
        assertThat(asked).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void eachDemandGetsTheSameBytes() {
        for (int rows : new int[] {0, 1, 63, 64, 65, 324, 325, 326, 3000}) {
            assertThat(text(encoded(rows(rows)).collectList().block())).isEqualTo(array(rows));
            assertThat(text(encoded(rows(rows)).limitRate(1).collectList().block()))
                    .isEqualTo(array(rows));
        }
    }

    @Test
    void rowsOfAnotherThreadArriveWhole() {
        for (int i = 0; i < 50; i++) {
            Flux<ByteBuffer> buffers =
                    encoded(rows(2000).publishOn(Schedulers.parallel())).publishOn(Schedulers.single(), 1);
            assertThat(text(buffers.collectList().block())).isEqualTo(array(2000));
        }
    }

    /** The rows before it come first, when they are asked for, and the array stays open. */
    @Test
    void anErrorWaitsForTheRowsBeforeIt() {
        TestPublisher<String> rows = TestPublisher.create();
        List<ByteBuffer> sent = new ArrayList<>();
        StepVerifier.create(encoded(rows.flux()).doOnNext(sent::add), 0)
                .thenRequest(1)
                .then(() -> rows.next("a", "b").error(new IllegalStateException("broken")))
                .expectNextCount(1)
                .verifyErrorMessage("broken");
        assertThat(text(sent)).isEqualTo("[\"a\",\"b\"");
    }

    @Test
    void anErrorWithoutRowsComesAlone() {
        StepVerifier.create(encoded(Flux.error(new IllegalStateException("broken"))), 0)
                .verifyErrorMessage("broken");
    }

    @Test
    void cancelCancelsTheRows() {
        TestPublisher<String> rows = TestPublisher.create();
        StepVerifier.create(encoded(rows.flux()), 1).thenCancel().verify();
        rows.assertCancelled();
    }

    @Test
    void demandOfNothingIsAnError() {
        AtomicReference<Throwable> error = new AtomicReference<>();
        encoded(rows(1)).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(-1);
            }

            @Override
            protected void hookOnError(Throwable failure) {
                error.set(failure);
            }
        });
        assertThat(error.get()).hasMessageContaining("3.9");
    }

    /** A row that is longer than a buffer is in one of its own. */
    @Test
    void aLongRowIsOneBuffer() {
        String row = "y".repeat(200_000);
        List<ByteBuffer> buffers =
                encoded(Flux.just("a", row, "b")).collectList().block();
        assertThat(buffers).hasSize(2);
        assertThat(text(buffers)).isEqualTo("[\"a\",\"" + row + "\",\"b\"]");
    }
}
