package dev.relata.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.stream.SerialQueue.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class SerialQueueWaitTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static SerialQueue queue(Duration patience) {
        return new SerialQueue(patience, () -> new IllegalStateException("waited too long"));
    }

    @Test
    void theNextOneEntersWhenTheOneBeforeLeaves() {
        SerialQueue queue = queue(LONG);
        List<Permit> inside = new ArrayList<>();
        StepVerifier.create(queue.enter()
                        .doOnNext(inside::add)
                        .flatMap(first -> queue.enter()
                                .doOnSubscribe(waiting -> Schedulers.parallel().schedule(first::leave))))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(inside).hasSize(1);
    }

    @Test
    void whoCancelsWhileWaitingIsPassedOver() {
        SerialQueue queue = queue(LONG);
        AtomicInteger entered = new AtomicInteger();
        List<Permit> held = new ArrayList<>();
        queue.enter()
                .doOnNext(held::add)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        Disposable gaveUp = queue.enter().subscribe(permit -> entered.incrementAndGet());

        gaveUp.dispose();
        held.get(0).leave();

        queue.run(() -> Mono.just("in"))
                .as(StepVerifier::create)
                .expectNext("in")
                .verifyComplete();
        assertThat(entered).hasValue(0);
    }

    @Test
    void leavingTwiceLetsOnlyOneIn() {
        SerialQueue queue = queue(Duration.ofMillis(50));
        queue.enter()
                .doOnNext(Permit::leave)
                .doOnNext(Permit::leave)
                .then(queue.enter())
                .then(queue.enter())
                .as(StepVerifier::create)
                .verifyErrorMessage("waited too long");
    }

    @Test
    void tensOfThousandsWhoWaitDoNotUseUpTheStack() {
        SerialQueue queue = queue(LONG);
        AtomicInteger inside = new AtomicInteger();
        List<Permit> held = new ArrayList<>();
        queue.enter()
                .doOnNext(held::add)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        // Not by flatMap, whose work for each end grows with how many are still there.
        Mono<Integer> visit = queue.run(() -> Mono.fromSupplier(inside::incrementAndGet));
        Mono.when(Collections.nCopies(50_000, visit))
                .doOnSubscribe(all -> Schedulers.parallel().schedule(held.get(0)::leave))
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(inside).hasValue(50_000);
    }

    @Test
    void onlyOneIsInsideAtATimeWhateverCancels() {
        SerialQueue queue = queue(LONG);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Mono<Integer> visit = queue.run(() -> Mono.fromSupplier(() -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            return inside.decrementAndGet();
        }));

        Flux.range(0, 20_000)
                .flatMap(
                        i -> i % 3 == 0
                                ? visit.subscribeOn(Schedulers.parallel())
                                        .timeout(Duration.ofNanos(i * 10L), Mono.just(0))
                                : visit.subscribeOn(Schedulers.parallel()),
                        64)
                .then(visit)
                .as(StepVerifier::create)
                .expectNext(0)
                .expectComplete()
                .verify(LONG);
        assertThat(most).hasValue(1);
    }
}
