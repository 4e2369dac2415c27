package dev.relata.mongo.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.stream.SerialQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.context.Context;

/** Batches in a session, over a publisher that answers when it is told to; no stand-in for a server has sessions. */
class CursorFluxTest {

    private final TestPublisher<@Nullable Object[]> driver = TestPublisher.create();
    private final List<Long> requested = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private final SerialQueue turns = new SerialQueue();
    private final Flux<@Nullable Object[]> rows = inBatchesOf(2);

    private Flux<@Nullable Object[]> inBatchesOf(int size) {
        return inBatchesOf(size, turns);
    }

    private Flux<@Nullable Object[]> inBatchesOf(int size, SerialQueue session) {
        return MongoCursorSource.rows(
                RowDecoder.of(List.of()),
                size,
                session,
                (count, started) -> batches.add(count),
                any -> driver.flux().doOnRequest(requested::add));
    }

    private static @Nullable Object[] row() {
        return new @Nullable Object[0];
    }

    private boolean sessionIsFree() {
        List<Boolean> entered = new ArrayList<>();
        turns.runToItsEnd(() -> Mono.fromRunnable(() -> entered.add(true)))
                .subscribe()
                .dispose();
        return !entered.isEmpty();
    }

    @Test
    void betweenBatchesOtherCommandsHaveTheirTurn() {
        StepVerifier.create(rows, 0)
                .thenRequest(1)
                .then(() -> assertThat(sessionIsFree()).isFalse())
                .then(() -> driver.next(row(), row()))
                .expectNextCount(1)
                .then(() -> assertThat(sessionIsFree()).isTrue())
                .thenRequest(1)
                .then(() -> assertThat(sessionIsFree()).isFalse())
                .expectNextCount(1)
                .then(() -> driver.next(row()).complete())
                .then(() -> assertThat(sessionIsFree()).isTrue())
                .thenRequest(1)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(requested).containsExactly(2L, 2L);
        assertThat(batches).containsExactly(1);
    }

    @Test
    void theNextBatchIsAskedForWhenHalfOfTheLastIsDelivered() {
        StepVerifier.create(inBatchesOf(4), 2)
                .then(() -> driver.next(row(), row(), row(), row()))
                .expectNextCount(2)
                .then(() -> assertThat(requested).containsExactly(4L))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(requested).containsExactly(4L, 4L))
                .thenCancel()
                .verify();
    }

    /** The driver makes two of one, so that a row would be left over that belongs to no turn. */
    @Test
    void noBatchIsOfOneRow() {
        StepVerifier.create(inBatchesOf(1), 1)
                .then(() -> driver.next(row(), row()))
                .expectNextCount(1)
                .thenRequest(1)
                .expectNextCount(1)
                .thenCancel()
                .verify();
        assertThat(requested).containsExactly(2L, 2L);
    }

    @Test
    void cancelWaitsForTheBatchThatIsUnderWay() {
        StepVerifier.create(rows, 0).thenRequest(1).thenCancel().verify();

        driver.assertNotCancelled();
        assertThat(sessionIsFree()).isFalse();

        driver.next(row(), row());

        driver.assertCancelled();
        assertThat(sessionIsFree()).isTrue();
    }

    @Test
    void cancelBetweenBatchesClosesAtOnce() {
        StepVerifier.create(rows, 1)
                .then(() -> driver.next(row(), row()))
                .expectNextCount(1)
                .thenCancel()
                .verify();

        driver.assertCancelled();
        assertThat(sessionIsFree()).isTrue();
    }

    @Test
    void cancelBetweenBatchesClosesAfterTheCommandThatIsUnderWay() {
        List<SerialQueue.Permit> lookup = new ArrayList<>();
        List<Disposable> places = new ArrayList<>();

        StepVerifier.create(rows, 1)
                .then(() -> driver.next(row(), row()))
                .expectNextCount(1)
                .then(() -> places.add(turns.enter().subscribe(lookup::add)))
                .thenCancel()
                .verify();

        driver.assertNotCancelled();
        lookup.forEach(SerialQueue.Permit::leave);

        driver.assertCancelled();
        assertThat(sessionIsFree()).isTrue();
    }

    /** The delivery is over, so there is nobody else to be told. */
    @Test
    void aCloseThatWaitsForTooLongIsDropped() {
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            SerialQueue impatient =
                    new SerialQueue(Duration.ofSeconds(1), () -> new IllegalStateException("waited for too long"));
            List<Throwable> dropped = new ArrayList<>();
            Consumer<Throwable> drop = dropped::add;
            List<Throwable> failed = new ArrayList<>();
            Disposable stream = inBatchesOf(2, impatient)
                    .contextWrite(Context.of("reactor.onErrorDropped.local", drop))
                    .subscribeWith(new BaseSubscriber<@Nullable Object[]>() {
                        @Override
                        protected void hookOnSubscribe(Subscription subscription) {
                            request(1);
                        }

                        @Override
                        protected void hookOnError(Throwable error) {
                            failed.add(error);
                        }
                    });
            driver.next(row(), row());
            Disposable lookup = impatient.enter().subscribe();

            stream.dispose();
            time.advanceTimeBy(Duration.ofSeconds(2));

            assertThat(dropped)
                    .singleElement()
                    .extracting(Throwable::getMessage)
                    .isEqualTo("waited for too long");
            assertThat(failed).isEmpty();
            lookup.dispose();
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    @Test
    void cancelBeforeItsTurnSendsNothing() {
        List<SerialQueue.Permit> permits = new ArrayList<>();
        Disposable other = turns.enter().subscribe(permits::add);

        StepVerifier.create(rows, 0).thenRequest(1).thenCancel().verify();
        permits.forEach(SerialQueue.Permit::leave);
        other.dispose();

        driver.assertWasNotSubscribed();
        assertThat(sessionIsFree()).isTrue();
    }

    @Test
    void anEndThatComesBeforeTheTurnOfTheNextBatchGivesThatTurnBack() {
        List<SerialQueue.Permit> lookup = new ArrayList<>();
        List<Disposable> places = new ArrayList<>();

        StepVerifier.create(rows)
                .then(() -> places.add(turns.enter().subscribe(lookup::add)))
                .then(() -> driver.next(row(), row()))
                .expectNextCount(2)
                .then(() -> assertThat(lookup).hasSize(1))
                .then(driver::complete)
                .verifyComplete();
        lookup.forEach(SerialQueue.Permit::leave);

        assertThat(sessionIsFree()).isTrue();
    }

    @Test
    void anErrorComesAfterTheRowsBeforeIt() {
        StepVerifier.create(rows)
                .then(() -> driver.next(row(), row(), row()).error(new IllegalStateException("gone")))
                .expectNextCount(3)
                .expectErrorMessage("gone")
                .verify();
        assertThat(sessionIsFree()).isTrue();
    }

    @Test
    void anEmptyCursorCompletes() {
        StepVerifier.create(rows).then(driver::complete).verifyComplete();
        assertThat(sessionIsFree()).isTrue();
        assertThat(batches).isEmpty();
    }
}
