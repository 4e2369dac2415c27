package dev.relata.test.internal.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.test.internal.memory.Turnstile.Permit;
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

class TurnstileTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private static Turnstile turnstile(Duration patience) {
        return new Turnstile(patience, () -> new IllegalStateException("waited too long"));
    }

    @Test
    void theNextOneEntersWhenTheOneBeforeLeaves() {
        Turnstile turnstile = turnstile(LONG);
        List<Permit> inside = new ArrayList<>();
        StepVerifier.create(turnstile
                        .enter()
                        .doOnNext(inside::add)
                        .flatMap(first -> turnstile
                                .enter()
                                .doOnSubscribe(waiting -> Schedulers.parallel().schedule(first::leave))))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(inside).hasSize(1);
    }

    @Test
    void whoCancelsWhileWaitingIsPassedOver() {
        Turnstile turnstile = turnstile(LONG);
        AtomicInteger entered = new AtomicInteger();
        List<Permit> held = new ArrayList<>();
        turnstile
                .enter()
                .doOnNext(held::add)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        Disposable gaveUp = turnstile.enter().subscribe(permit -> entered.incrementAndGet());

        gaveUp.dispose();
        held.get(0).leave();

        turnstile
                .inside(() -> Mono.just("in"))
                .as(StepVerifier::create)
                .expectNext("in")
                .verifyComplete();
        assertThat(entered).hasValue(0);
    }

    @Test
    void leavingTwiceLetsOnlyOneIn() {
        Turnstile turnstile = turnstile(Duration.ofMillis(50));
        turnstile
                .enter()
                .doOnNext(Permit::leave)
                .doOnNext(Permit::leave)
                .then(turnstile.enter())
                .then(turnstile.enter())
                .as(StepVerifier::create)
                .verifyErrorMessage("waited too long");
    }

    @Test
    void tensOfThousandsWhoWaitDoNotUseUpTheStack() {
        Turnstile turnstile = turnstile(LONG);
        AtomicInteger inside = new AtomicInteger();
        List<Permit> held = new ArrayList<>();
        turnstile
                .enter()
                .doOnNext(held::add)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        // Not by flatMap, whose work for each end grows with how many are still there.
        Mono<Integer> visit = turnstile.inside(() -> Mono.fromSupplier(inside::incrementAndGet));
        Mono.when(Collections.nCopies(50_000, visit))
                .doOnSubscribe(all -> Schedulers.parallel().schedule(held.get(0)::leave))
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(inside).hasValue(50_000);
    }

    @Test
    void onlyOneIsInsideAtATimeWhateverCancels() {
        Turnstile turnstile = turnstile(LONG);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Mono<Integer> visit = turnstile.inside(() -> Mono.fromSupplier(() -> {
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
