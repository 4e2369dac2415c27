package dev.relata.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.core.publisher.Sinks.EmitFailureHandler.FAIL_FAST;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class GrowingDemandTest {

    @Test
    void moreAndMoreElementsAreOnTheWayInTheirOrder() {
        Queue<Sinks.One<Integer>> waiting = new ArrayDeque<>();
        List<Integer> together = new ArrayList<>();
        Flux<Integer> answers = GrowingDemand.flatMapSequential(Flux.range(0, 10_000), each -> {
            Sinks.One<Integer> sink = Sinks.one();
            waiting.add(sink);
            return sink.asMono().map(any -> each);
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
        StepVerifier.create(GrowingDemand.flatMapSequential(source.asFlux(), Flux::just))
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
        StepVerifier.create(GrowingDemand.flatMapSequential(source, Flux::just), 0)
                .thenRequest(1_000)
                .expectNextCount(1_000)
                .then(() -> assertThat(requested).hasValueLessThanOrEqualTo(1_000 + 256))
                .thenCancel()
                .verify();
    }
}
