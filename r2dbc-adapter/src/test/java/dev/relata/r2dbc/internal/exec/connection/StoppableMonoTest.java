package dev.relata.r2dbc.internal.exec.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.core.publisher.Sinks.EmitFailureHandler.FAIL_FAST;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

class StoppableMonoTest {

    private final Sinks.One<Signal<Long>> exchange = Sinks.one();
    private final Sinks.Empty<Void> stopped = Sinks.empty();
    private final AtomicInteger stops = new AtomicInteger();
    private final Completion wish = new Completion();
    private final Mono<Signal<Long>> stoppable = new StoppableMono(
            exchange.asMono(), wish, stopped.asMono().doOnSubscribe(any -> stops.incrementAndGet()), null, () -> {});

    private void end() {
        exchange.emitValue(Objects.requireNonNull(Signal.next(3L)), FAIL_FAST);
    }

    @Test
    void withoutAWishTheEndOfTheExchangeIsTheEnd() {
        StepVerifier.create(stoppable)
                .then(this::end)
                .expectNextMatches(signal -> Objects.equals(signal.get(), 3L))
                .verifyComplete();
        wish.complete();
        assertThat(stops).hasValue(0);
    }

    @Test
    void aStopThatHasBegunIsWaitedFor() {
        StepVerifier.create(stoppable)
                .then(wish::complete)
                .then(this::end)
                .then(() -> assertThat(stops).hasValue(1))
                .then(() -> stopped.emitEmpty(FAIL_FAST))
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void theExchangeIsWaitedForBehindAStop() {
        StepVerifier.create(stoppable)
                .then(wish::complete)
                .then(() -> stopped.emitError(new IllegalStateException("no"), FAIL_FAST))
                .then(this::end)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(stops).hasValue(1);
    }

    @Test
    void aWishFromBeforeStopsItToo() {
        wish.complete();
        StepVerifier.create(stoppable)
                .then(() -> assertThat(stops).hasValue(1))
                .then(() -> stopped.emitEmpty(FAIL_FAST))
                .then(this::end)
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void theEndWaitsForTheDemand() {
        StepVerifier.create(stoppable, 0)
                .then(this::end)
                .thenRequest(1)
                .expectNextCount(1)
                .verifyComplete();
    }

    @Test
    void itIsStoppedWhenItsTimeIsOver() {
        AtomicInteger expired = new AtomicInteger();
        Mono<Void> stop = Mono.fromRunnable(() -> {
            assertThat(expired).hasValue(1);
            end();
        });
        StepVerifier.create(new StoppableMono(
                        exchange.asMono(), wish, stop, Duration.ofMillis(5), expired::incrementAndGet))
                .expectNextCount(1)
                .verifyComplete();
        assertThat(expired).hasValue(1);
    }
}
