package dev.relata.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.core.publisher.Sinks.EmitFailureHandler.FAIL_FAST;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Exceptions;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class OrderedJoinTest {

    private static final IllegalStateException BROKEN = new IllegalStateException("broken");

    private static Flux<Integer> sums(Flux<Integer> source, Function<Integer, Mono<Integer>> lookup) {
        return new OrderedJoin<>(source, lookup, Integer::sum);
    }

    @Test
    void moreAndMoreElementsAreOnTheWayInTheirOrder() {
        Queue<Sinks.One<Integer>> waiting = new ArrayDeque<>();
        List<Integer> together = new ArrayList<>();
        Flux<Integer> answers = sums(Flux.range(0, 10_000), each -> {
            Sinks.One<Integer> sink = Sinks.one();
            waiting.add(sink);
            return sink.asMono();
        });
        StepVerifier.create(answers)
                .then(() -> {
                    while (!waiting.isEmpty()) {
                        List<Sinks.One<Integer>> batch = List.copyOf(waiting);
                        waiting.clear();
                        together.add(batch.size());
                        batch.forEach(sink -> sink.emitValue(0, FAIL_FAST));
                    }
                })
                .expectNextSequence(Flux.range(0, 10_000).toIterable())
                .verifyComplete();
        assertThat(together).containsExactly(256, 1024, 4096, 4096, 528);
    }

    @Test
    void aSourceThatHasLittleWaitsForNoMore() {
        Sinks.Many<Integer> source = Sinks.many().unicast().onBackpressureBuffer();
        StepVerifier.create(sums(source.asFlux(), each -> Mono.just(0)))
                .then(() -> source.emitNext(1, FAIL_FAST))
                .expectNext(1)
                .then(() -> source.emitNext(2, FAIL_FAST))
                .expectNext(2)
                .then(() -> source.emitComplete(FAIL_FAST))
                .verifyComplete();
    }

    @Test
    void noMoreIsOnTheWayForASubscriberThatTakesLittleAtATime() {
        AtomicLong requested = new AtomicLong();
        Flux<Integer> source = Flux.range(0, 10_000).hide().doOnRequest(requested::addAndGet);
        StepVerifier.create(sums(source, each -> Mono.just(0)), 0)
                .expectSubscription()
                .then(() -> assertThat(requested).hasValue(0))
                .thenRequest(1_000)
                .expectNextCount(1_000)
                .then(() -> assertThat(requested).hasValueLessThanOrEqualTo(1_000 + 256))
                .thenCancel()
                .verify();
    }

    @Test
    void answersComeInTheOrderOfTheSourceFromWhateverThread() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> expected = new ArrayList<>();
        Flux<Integer> answers = sums(Flux.range(0, 20_000), each -> {
            Mono<Integer> found = each % 7 == 0 ? Mono.empty() : Mono.just(each);
            return switch (random.nextInt(4)) {
                case 0 -> found;
                case 1 -> found.subscribeOn(Schedulers.parallel());
                case 2 -> found.delaySubscription(Duration.ofNanos(random.nextInt(100_000)));
                default -> found.publishOn(Schedulers.boundedElastic());
            };
        });
        for (int i = 0; i < 20_000; i++) {
            if (i % 7 != 0) {
                expected.add(2 * i);
            }
        }
        StepVerifier.create(answers.limitRate(1 + random.nextInt(500)).collectList())
                .expectNextMatches(got -> {
                    assertThat(got).as("seed %d", seed).isEqualTo(expected);
                    return true;
                })
                .verifyComplete();
    }

    @Test
    void anErrorOfALookupComesBehindTheAnswersBeforeItAndCancelsTheRest() {
        Sinks.One<Integer> slow = Sinks.one();
        AtomicInteger cancelled = new AtomicInteger();
        Flux<Integer> answers = sums(Flux.range(0, 3).concatWith(Flux.never()), each -> switch (each) {
            case 0 -> slow.asMono();
            case 1 -> Mono.error(BROKEN);
            default -> Mono.<Integer>never().doOnCancel(cancelled::incrementAndGet);
        });
        StepVerifier.create(answers)
                .expectSubscription()
                .then(() -> slow.emitValue(10, FAIL_FAST))
                .expectNext(10)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(BROKEN));
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void anErrorOfTheSourceComesBehindTheAnswersBeforeIt() {
        Sinks.One<Integer> slow = Sinks.one();
        StepVerifier.create(sums(Flux.just(1).concatWith(Flux.error(BROKEN)), each -> slow.asMono()))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(1))
                .then(() -> slow.emitValue(1, FAIL_FAST))
                .expectNext(2)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(BROKEN));
    }

    @Test
    void whatTheLookupOrTheJoinThrowsIsTheError() {
        StepVerifier.create(sums(Flux.range(0, 5), each -> {
                    if (each == 2) {
                        throw BROKEN;
                    }
                    return Mono.just(0);
                }))
                .expectNext(0, 1)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(BROKEN));
        StepVerifier.create(new OrderedJoin<Integer, Integer, Integer>(Flux.range(0, 5), Mono::just, (each, found) -> {
                    if (each == 3) {
                        throw BROKEN;
                    }
                    return each;
                }))
                .expectNext(0, 1, 2)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(BROKEN));
    }

    @Test
    void errorsOfTheJoinGoTheWayOfThoseOfReactor() {
        IOException checked = new IOException("checked");
        StepVerifier.create(new OrderedJoin<Integer, Integer, Integer>(Flux.range(0, 5), Mono::just, (each, found) -> {
                    throw Exceptions.propagate(checked);
                }))
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(checked));
        List<Object> left = new ArrayList<>();
        StepVerifier.create(new OrderedJoin<Integer, Integer, Integer>(Flux.range(0, 5), Mono::just, (each, found) -> {
                            if (each == 2) {
                                throw BROKEN;
                            }
                            return each;
                        })
                        .onErrorContinue((error, element) -> left.add(element)))
                .expectNext(0, 1, 3, 4)
                .verifyComplete();
        assertThat(left).containsExactly(2);
    }

    @Test
    void anErrorOfTheMachineInTheJoinEndsTheRest() {
        AtomicInteger cancelled = new AtomicInteger();
        StepVerifier.create(new OrderedJoin<Integer, Integer, Integer>(
                        Flux.range(0, 2),
                        each -> each == 0 ? Mono.just(0) : Mono.<Integer>never().doOnCancel(cancelled::incrementAndGet),
                        (each, found) -> {
                            throw new StackOverflowError();
                        }))
                .verifyError(StackOverflowError.class);
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void theRestIsCancelledBeforeTheErrorIsSignalled() {
        AtomicInteger cancelled = new AtomicInteger();
        Sinks.One<Integer> first = Sinks.one();
        Flux<Integer> answers = sums(
                Flux.range(0, 2),
                each -> each == 0 ? first.asMono() : Mono.<Integer>never().doOnCancel(cancelled::incrementAndGet));
        StepVerifier.create(answers.onErrorResume(error -> Mono.fromSupplier(cancelled::get)))
                .expectSubscription()
                .then(() -> first.emitError(BROKEN, FAIL_FAST))
                .expectNext(1)
                .verifyComplete();
    }

    @Test
    void demandThatBecomesUnboundedWhileAnAnswerIsDeliveredIsUnbounded() {
        AtomicLong requested = new AtomicLong();
        Flux<Integer> source = Flux.range(0, 10_000).hide().doOnRequest(n -> requested.accumulateAndGet(n, Math::max));
        BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(1);
            }

            @Override
            protected void hookOnNext(Integer value) {
                requestUnbounded();
            }
        };
        sums(source, each -> Mono.just(0)).subscribe(subscriber);
        assertThat(subscriber.isDisposed()).isTrue();
        assertThat(requested).hasValueGreaterThan(256);
    }

    @Test
    void elementsWithoutAnAnswerAreLeftOutWithoutDemand() {
        StepVerifier.create(sums(Flux.range(0, 1_000), each -> Mono.empty()), 1).verifyComplete();
        StepVerifier.create(sums(Flux.range(0, 1_000), each -> each == 999 ? Mono.just(0) : Mono.empty()), 1)
                .expectNext(999)
                .verifyComplete();
    }

    @Test
    void cancelEndsTheSourceAndAllThatIsLookedUp() {
        AtomicInteger cancelled = new AtomicInteger();
        List<Object> discarded = new ArrayList<>();
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.create(sums(
                                source.flux(),
                                each -> each == 1
                                        ? Mono.just(100)
                                        : Mono.<Integer>never().doOnCancel(cancelled::incrementAndGet))
                        .doOnDiscard(Integer.class, discarded::add))
                .then(() -> source.next(0, 1, 2))
                .thenCancel()
                .verify();
        source.assertCancelled();
        assertThat(cancelled).hasValue(2);
        assertThat(discarded).containsExactly(0, 1, 2);
    }

    @Test
    void aLookupThatBeginsWhileItIsCancelledEnds() {
        AtomicInteger cancelled = new AtomicInteger();
        Sinks.Empty<Void> end = Sinks.empty();
        TestPublisher<Integer> source = TestPublisher.create();
        Flux<Integer> answers = sums(
                        source.flux(),
                        each -> Mono.<Integer>never()
                                .doOnSubscribe(any -> end.emitEmpty(FAIL_FAST))
                                .doOnCancel(cancelled::incrementAndGet))
                .takeUntilOther(end.asMono());
        StepVerifier.create(answers).then(() -> source.next(1)).verifyComplete();
        assertThat(cancelled).hasValue(1);
    }

    @Test
    void aSubscriptionIsOneOfItsOwn() {
        Flux<Integer> answers = sums(Flux.range(0, 600), Mono::just);
        StepVerifier.create(Flux.merge(answers.subscribeOn(Schedulers.parallel()), answers)
                        .collectList())
                .expectNextMatches(all -> all.size() == 1_200)
                .verifyComplete();
    }

    @Test
    void answersThatAreThereDoNotDeepenTheStack() {
        StepVerifier.create(sums(Flux.range(0, 1_000_000), Mono::just).last())
                .expectNext(2 * 999_999)
                .verifyComplete();
    }
}
