package dev.relata.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.stream.RequestSent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class OneAheadTest {

    /** A test answers each write by hand, and lets the last that has begun signal that its request is on its way. */
    private final List<Sinks.One<String>> answers = new ArrayList<>();

    private Runnable sent = () -> {};

    private final List<String> events = new ArrayList<>();
    private final TestPublisher<Integer> source = TestPublisher.create();

    private Mono<String> write(int element) {
        events.add("made " + element);
        Sinks.One<String> answer = Sinks.one();
        answers.add(answer);
        return Mono.deferContextual(context -> {
            events.add("began " + element);
            sent = () -> StepVerifier.create(RequestSent.after(Mono.empty()).contextWrite(context))
                    .verifyComplete();
            return answer.asMono().doOnCancel(() -> events.add("cancelled " + element));
        });
    }

    private Flux<String> writes() {
        return new OneAhead<>(source.flux(), this::write).doOnNext(answer -> events.add("answered " + answer));
    }

    private void answer(int write) {
        answers.get(write).tryEmitValue("a" + write).orThrow();
    }

    @Test
    void theNextElementIsRequestedWhenTheRequestIsOnItsWayAndOnlyOne() {
        List<Long> requests = new ArrayList<>();
        Flux<Integer> counted = source.flux().doOnRequest(requests::add);

        StepVerifier.create(new OneAhead<>(counted, this::write))
                .then(() -> assertThat(requests).containsExactly(1L))
                .then(() -> source.next(0))
                .then(() -> assertThat(requests).hasSize(1))
                .then(() -> sent.run())
                .then(() -> assertThat(requests).containsExactly(1L, 1L))
                .then(() -> source.next(1))
                .then(() -> sent.run())
                .then(() -> assertThat(requests).hasSize(2))
                .then(() -> assertThat(events).containsExactly("made 0", "began 0", "made 1"))
                .then(() -> answer(0))
                .then(() -> assertThat(events).containsExactly("made 0", "began 0", "made 1", "began 1"))
                .then(() -> sent.run())
                .expectNext("a0")
                .then(() -> assertThat(requests).hasSize(3))
                .then(source::complete)
                .then(() -> answer(1))
                .expectNext("a1")
                .verifyComplete();
    }

    @Test
    void withoutASignalTheNextElementIsRequestedAfterTheAnswer() {
        List<Long> requests = new ArrayList<>();

        StepVerifier.create(new OneAhead<>(source.flux().doOnRequest(requests::add), this::write))
                .then(() -> source.next(0))
                .then(() -> assertThat(requests).hasSize(1))
                .then(() -> answer(0))
                .expectNext("a0")
                .then(() -> assertThat(requests).hasSize(2))
                .then(source::complete)
                .verifyComplete();
    }

    @Test
    void anErrorOfTheSourceWaitsForThePresentWrite() {
        StepVerifier.create(writes())
                .then(() -> source.next(0))
                .then(() -> sent.run())
                .then(() -> source.error(new IllegalStateException("source")))
                .then(() -> assertThat(events).containsExactly("made 0", "began 0"))
                .then(() -> answer(0))
                .expectNext("a0")
                .verifyErrorMessage("source");
        assertThat(events).containsExactly("made 0", "began 0", "answered a0");
    }

    @Test
    void anErrorOfTheSourceBehindAWriteThatWaitsIsLast() {
        StepVerifier.create(writes())
                .then(() -> source.next(0))
                .then(() -> sent.run())
                .then(() -> source.next(1).error(new IllegalStateException("source")))
                .then(() -> answer(0))
                .then(() -> answer(1))
                .expectNext("a0", "a1")
                .verifyErrorMessage("source");
    }

    @Test
    void anErrorOfTheWriteIsTheOneThatIsToldAndTheNextIsNotBegun() {
        StepVerifier.create(writes())
                .then(() -> source.next(0))
                .then(() -> sent.run())
                .then(() -> source.next(1))
                .then(() -> answers.get(0)
                        .tryEmitError(new IllegalStateException("write"))
                        .orThrow())
                .verifyErrorMessage("write");
        assertThat(events).containsExactly("made 0", "began 0", "made 1");
        source.assertCancelled();
    }

    @Test
    void anElementOfWhichNoWriteCanBeMadeFailsBehindThePresentOne() {
        Flux<String> writes = new OneAhead<>(source.flux(), element -> {
            if (element == 1) {
                throw new IllegalStateException("cannot be made");
            }
            return write(element);
        });
        StepVerifier.create(writes)
                .then(() -> source.next(0))
                .then(() -> sent.run())
                .then(() -> source.next(1))
                .then(source::assertCancelled)
                .then(() -> answer(0))
                .expectNext("a0")
                .verifyErrorMessage("cannot be made");
    }

    /** Whatever is thrown, errors of the virtual machine too, and not only the exceptions that Reactor would catch. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anErrorThrownWhileAWriteIsMadeFailsBehindThePresentOne(int broken) {
        for (Error thrown : List.of(new AssertionError("accessor"), new StackOverflowError("accessor"))) {
            Flux<Integer> writes = new OneAhead<>(Flux.range(0, 3), element -> {
                if (element == broken) {
                    throw thrown;
                }
                return RequestSent.after(Mono.just(element));
            });
            StepVerifier.create(writes)
                    .expectNextCount(broken)
                    .verifyErrorMatches(error -> error == thrown || error.getCause() == thrown);
        }
    }

    @Test
    void anErrorThrownBySubscribingToAWriteEndsAll() {
        StackOverflowError thrown = new StackOverflowError("of the write");
        Flux<Integer> writes = new OneAhead<>(
                source.flux(),
                element -> Mono.deferContextual(context -> {
                    throw thrown;
                }));
        StepVerifier.create(writes).then(() -> source.next(0)).verifyErrorMatches(error -> error.getCause() == thrown);
        source.assertCancelled();
    }

    @Test
    void anErrorOfTheSourceBehindTheLastSignalIsDropped() {
        IllegalStateException late = new IllegalStateException("late");
        TestPublisher<Integer> careless =
                TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        StepVerifier.create(new OneAhead<>(careless.flux(), this::write))
                .then(() -> careless.next(0))
                .then(() -> sent.run())
                .then(() -> answers.get(0)
                        .tryEmitError(new IllegalStateException("write"))
                        .orThrow())
                .then(() -> careless.error(late))
                .expectErrorMessage("write")
                .verifyThenAssertThat()
                .hasDroppedErrorMatching(late::equals);
    }

    @Test
    void anErrorOfTheSourceIsDroppedWhereThePresentWriteFailsToo() {
        IllegalStateException behind = new IllegalStateException("behind");
        StepVerifier.create(writes())
                .then(() -> source.next(0))
                .then(() -> sent.run())
                .then(() -> source.error(behind))
                .then(() -> answers.get(0)
                        .tryEmitError(new IllegalStateException("write"))
                        .orThrow())
                .expectErrorMessage("write")
                .verifyThenAssertThat()
                .hasDroppedErrorMatching(behind::equals);
    }

    @Test
    void whatAListenerThrowsDoesNotReachTheExchange() {
        AssertionError thrown = new AssertionError("listener");
        StepVerifier.create(RequestSent.after(Mono.just(1))
                        .contextWrite(context -> RequestSent.in(context, () -> {
                            throw thrown;
                        })))
                .expectNext(1)
                .expectComplete()
                .verifyThenAssertThat()
                .hasDroppedErrorMatching(thrown::equals);
    }

    @Test
    void aCancelReachesTheSourceAndThePresentWriteAndTheNextIsNotBegun() {
        StepVerifier.create(writes())
                .then(() -> source.next(0))
                .then(() -> sent.run())
                .then(() -> source.next(1))
                .thenCancel()
                .verify();
        assertThat(events).containsExactly("made 0", "began 0", "made 1", "cancelled 0");
        source.assertCancelled();
    }

    @Test
    void aCancelBeforeAnythingCameReachesTheSource() {
        StepVerifier.create(writes()).thenCancel().verify();
        source.assertCancelled();
    }

    @Test
    void anEmptySourceHasNoWrites() {
        StepVerifier.create(writes()).then(source::complete).verifyComplete();
        assertThat(events).isEmpty();
    }

    @Test
    void aWriteWithoutAnAnswerIsFollowedByTheNext() {
        StepVerifier.create(new OneAhead<Integer, String>(Flux.range(0, 3), element -> Mono.empty()))
                .verifyComplete();
    }

    @Test
    void answersWaitForDemandAndNoMoreThanTwoDo() {
        AtomicInteger made = new AtomicInteger();
        StepVerifier.create(
                        new OneAhead<Integer, Integer>(Flux.range(0, 10), element -> {
                            made.incrementAndGet();
                            return RequestSent.after(Mono.just(element));
                        }),
                        0)
                .then(() -> assertThat(made).hasValue(0))
                .thenRequest(1)
                .expectNext(0)
                .then(() -> assertThat(made).hasValueLessThanOrEqualTo(3))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(9)
                .verifyComplete();
    }

    @Test
    void manyWritesThatAnswerAtOnceDoNotNest() {
        StepVerifier.create(new OneAhead<Integer, Integer>(
                                Flux.range(0, 100_000), element -> RequestSent.after(Mono.just(element)))
                        .count())
                .expectNext(100_000L)
                .verifyComplete();
    }

    /** Whatever the threads: in order, none lost, one write at a time, and two elements held at the most. */
    @Test
    void atRandomTimesTheOrderIsKept() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            AtomicInteger running = new AtomicInteger();
            AtomicInteger held = new AtomicInteger();
            int length = random.nextInt(20);
            Flux<Integer> elements = Flux.range(0, length)
                    .hide()
                    .publishOn(random.nextBoolean() ? Schedulers.parallel() : Schedulers.immediate(), 1)
                    .doOnNext(element -> assertThat(held.incrementAndGet()).isLessThanOrEqualTo(2));
            Flux<Integer> writes = new OneAhead<>(
                    elements,
                    element -> Mono.defer(() -> {
                        assertThat(running.incrementAndGet()).isEqualTo(1);
                        Mono<Integer> answer = Mono.delay(Duration.ofNanos(
                                        ThreadLocalRandom.current().nextInt(200_000)))
                                .thenReturn(element)
                                .doOnTerminate(() -> {
                                    held.decrementAndGet();
                                    running.decrementAndGet();
                                });
                        return RequestSent.after(answer);
                    }));
            StepVerifier.create(writes.collectList())
                    .expectNext(Flux.range(0, length).collectList().block())
                    .expectComplete()
                    .verify(Duration.ofSeconds(20));
        }
    }
}
