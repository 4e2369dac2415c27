package dev.relata.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.util.RaceTestUtils;

class SerialQueueTest {

    private static final int TIMES = 5_000;

    private final SerialQueue queue = new SerialQueue();
    private final List<String> begun = new ArrayList<>();

    private Mono<String> visit(String name, Mono<String> answer) {
        return queue.runToItsEnd(() -> {
            begun.add(name);
            return answer;
        });
    }

    private boolean free() {
        return free(queue);
    }

    private static boolean free(SerialQueue queue) {
        List<Boolean> entered = new ArrayList<>();
        queue.runToItsEnd(() -> Mono.fromRunnable(() -> entered.add(true)))
                .subscribe()
                .dispose();
        return !entered.isEmpty();
    }

    @Test
    void theAnswerComesAfterLeaving() {
        TestPublisher<String> driver = TestPublisher.create();
        visit("a", driver.mono())
                .map(answer -> answer + " " + free())
                .as(StepVerifier::create)
                .then(() -> assertThat(free()).isFalse())
                .then(() -> driver.emit("free"))
                .expectNext("free true")
                .verifyComplete();
    }

    @Test
    void workThatAnswersNothingLeaves() {
        TestPublisher<String> driver = TestPublisher.create();
        visit("a", driver.mono())
                .switchIfEmpty(Mono.fromSupplier(() -> "free " + free()))
                .as(StepVerifier::create)
                .then(driver::complete)
                .expectNext("free true")
                .verifyComplete();
    }

    @Test
    void workThatFailsLeavesBeforeItsErrorComes() {
        TestPublisher<String> driver = TestPublisher.create();
        visit("a", driver.mono())
                .onErrorResume(error -> Mono.just(error.getMessage() + " " + free()))
                .as(StepVerifier::create)
                .then(() -> driver.error(new IllegalStateException("free")))
                .expectNext("free true")
                .verifyComplete();
    }

    @Test
    void workThatCannotBeMadeLeaves() {
        queue.<String>runToItsEnd(() -> {
                    throw new IllegalStateException("no");
                })
                .as(StepVerifier::create)
                .verifyErrorMessage("no");
        assertThat(free()).isTrue();
    }

    @Test
    void nothingBeginsBeforeItIsDemanded() {
        StepVerifier.create(visit("a", Mono.just("a")), 0)
                .expectSubscription()
                .then(() -> assertThat(begun).isEmpty())
                .then(() -> assertThat(free()).isTrue())
                .thenRequest(1)
                .expectNext("a")
                .verifyComplete();
    }

    @Test
    void cancelBeforeDemandTakesNoPlace() {
        StepVerifier.create(visit("a", Mono.just("a")), 0).thenCancel().verify();

        assertThat(begun).isEmpty();
        assertThat(free()).isTrue();
    }

    @Test
    void cancelGivesUpThePlace() {
        Sinks.One<String> first = Sinks.one();
        StepVerifier one = visit("a", first.asMono())
                .as(StepVerifier::create)
                .expectNext("done")
                .expectComplete()
                .verifyLater();
        Disposable two = visit("b", Mono.just("b")).subscribe();
        StepVerifier three = visit("c", Mono.just("c"))
                .as(StepVerifier::create)
                .expectNext("c")
                .expectComplete()
                .verifyLater();

        two.dispose();
        assertThat(begun).containsExactly("a");
        first.tryEmitValue("done").orThrow();

        one.verify();
        three.verify();
        assertThat(begun).containsExactly("a", "c");
        assertThat(free()).isTrue();
    }

    @Test
    void workThatIsUnderWayAtCancelKeepsItsTurnToTheEnd() {
        TestPublisher<String> driver = TestPublisher.create();
        List<Object> answers = new ArrayList<>();
        List<Object> discarded = new ArrayList<>();
        Disposable cancelled = visit("a", driver.mono())
                .doOnNext(answers::add)
                .doOnDiscard(String.class, discarded::add)
                .subscribe();
        Disposable next = visit("b", Mono.just("b")).subscribe(answers::add);

        cancelled.dispose();

        driver.assertNotCancelled();
        assertThat(begun).containsExactly("a");

        driver.emit("late");

        assertThat(begun).containsExactly("a", "b");
        assertThat(answers).containsExactly("b");
        assertThat(discarded).containsExactly("late");
        assertThat(next.isDisposed()).isTrue();
        assertThat(free()).isTrue();
    }

    @Test
    void anErrorAfterCancelIsDropped() {
        TestPublisher<String> driver = TestPublisher.create();

        visit("a", driver.mono()).subscribe().dispose();
        assertThat(free()).isFalse();
        StepVerifier.create(Mono.fromRunnable(() -> driver.error(new IllegalStateException("late"))))
                .expectComplete()
                .verifyThenAssertThat()
                .hasDroppedErrorWithMessage("late");
        assertThat(free()).isTrue();
    }

    @Test
    void cancelAfterTheEndChangesNothing() {
        Disposable done = visit("a", Mono.just("a")).subscribe();

        done.dispose();
        Sinks.One<String> second = Sinks.one();
        StepVerifier two = visit("b", second.asMono())
                .as(StepVerifier::create)
                .expectNext("b")
                .expectComplete()
                .verifyLater();
        done.dispose();

        assertThat(free()).isFalse();
        second.tryEmitValue("b").orThrow();
        two.verify();
    }

    @Test
    void whoHasLeftMayEnterAgain() {
        visit("a", Mono.just("a"))
                .flatMap(a -> visit("b", Mono.just(a + "b")))
                .flatMap(b -> visit("c", Mono.just(b + "c")))
                .as(StepVerifier::create)
                .expectNext("abc")
                .verifyComplete();
        assertThat(free()).isTrue();
    }

    @Test
    void manyThatWaitAreLetInWithoutDeepStacks() {
        Sinks.One<String> first = Sinks.one();
        Mono<Long> waiting = Flux.range(0, 5_000)
                .flatMap(i -> queue.runToItsEnd(() -> i == 0 ? first.asMono() : Mono.just("next")), Integer.MAX_VALUE)
                .count();

        StepVerifier.create(waiting)
                .then(() -> first.tryEmitValue("first").orThrow())
                .expectNext(5_000L)
                .verifyComplete();
    }

    @Test
    void oneThatBreaksKeepsNobodyOut() {
        List<SerialQueue.Permit> held = new ArrayList<>();
        Disposable holder = queue.enter().subscribe(held::add);
        queue.enter().subscribe(new Breaking());
        StepVerifier next = visit("next", Mono.just("next"))
                .as(StepVerifier::create)
                .expectNext("next")
                .expectComplete()
                .verifyLater();

        StepVerifier.create(Mono.fromRunnable(() -> held.get(0).leave()))
                .expectComplete()
                .verifyThenAssertThat()
                .hasDroppedErrorWithMessage("broken");

        next.verify();
        holder.dispose();
        assertThat(free()).isTrue();
    }

    @Test
    void cancelAndTheTurnAtTheSameMoment() {
        for (int i = 0; i < TIMES; i++) {
            SerialQueue raced = new SerialQueue();
            Sinks.One<String> first = Sinks.one();
            TestPublisher<String> driver = TestPublisher.create();
            Disposable one = raced.runToItsEnd(first::asMono).subscribe();
            Disposable two = raced.runToItsEnd(driver::mono).subscribe();

            RaceTestUtils.race(() -> first.tryEmitValue("done").orThrow(), two::dispose);

            assertThat(one.isDisposed()).isTrue();
            if (driver.wasSubscribed()) {
                assertThat(free(raced)).as("under way, round %s", i).isFalse();
                driver.complete();
            }
            assertThat(free(raced)).as("free, round %s", i).isTrue();
        }
    }

    @Test
    void cancelAndTheEndAtTheSameMoment() {
        for (int i = 0; i < TIMES; i++) {
            SerialQueue raced = new SerialQueue();
            Sinks.One<String> answer = Sinks.one();
            Disposable one = raced.runToItsEnd(answer::asMono).subscribe();

            RaceTestUtils.race(() -> answer.tryEmitValue("done").orThrow(), one::dispose);

            assertThat(free(raced)).as("free, round %s", i).isTrue();
        }
    }

    @Test
    void manyThreadsEnterCancelAndFailOneAtATime() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger together = new AtomicInteger();
        Flux<Long> visits = Flux.range(0, 4_000)
                .map(i -> random.nextInt(4))
                .flatMap(kind -> some(kind, inside, together).subscribeOn(Schedulers.parallel()), 64);

        visits.then().as(StepVerifier::create).expectComplete().verify(Duration.ofSeconds(30));

        // What was cancelled under way may still be.
        queue.runToItsEnd(() -> Mono.just("last"))
                .as(StepVerifier::create)
                .expectNext("last")
                .verifyComplete();
        assertThat(together).as("seed %s", seed).hasValue(0);
        assertThat(inside).as("seed %s", seed).hasValue(0);
        assertThat(free()).as("seed %s", seed).isTrue();
    }

    private Mono<Long> some(int kind, AtomicInteger inside, AtomicInteger together) {
        Mono<Long> visit = queue.runToItsEnd(() -> {
            if (inside.incrementAndGet() != 1) {
                together.incrementAndGet();
            }
            return work(kind).doOnTerminate(inside::decrementAndGet);
        });
        Mono<Long> quiet = visit.onErrorComplete();
        return kind == 3 ? quiet.timeout(Duration.ofNanos(50_000), Mono.empty()) : quiet;
    }

    private static Mono<Long> work(int kind) {
        return switch (kind) {
            case 0 -> Mono.just(1L);
            case 1 -> Mono.error(new IllegalStateException("asked for"));
            default -> Mono.just(1L).publishOn(Schedulers.parallel());
        };
    }

    /** Breaks rule 2.13: throws when it is told. */
    private static final class Breaking implements CoreSubscriber<Object> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(Object permit) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void onError(Throwable error) {}

        @Override
        public void onComplete() {}
    }
}
