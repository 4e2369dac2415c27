package dev.relata.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ConflictRetryTest {

    private final AtomicInteger attempts = new AtomicInteger();

    private static StoreException error(Reason reason) {
        return new StoreException("asked for", reason, null, false, null);
    }

    private Mono<Integer> failing(int times, Throwable error) {
        return Mono.defer(() -> attempts.incrementAndGet() <= times ? Mono.error(error) : Mono.just(attempts.get()));
    }

    @Test
    void conflictsAreSerializationFailuresAndDeadlocks() {
        assertThat(ConflictRetry.isConflict(error(Reason.SERIALIZATION))).isTrue();
        assertThat(ConflictRetry.isConflict(error(Reason.DEADLOCK))).isTrue();
        assertThat(ConflictRetry.isConflict(error(Reason.UNIQUE))).isFalse();
        assertThat(ConflictRetry.isConflict(new IllegalStateException())).isFalse();
    }

    @Test
    void anImmediateRetryRepeatsAsOftenAsAllowedAndSignalsTheLastErrorAsItIs() {
        StoreException conflict = error(Reason.DEADLOCK);
        failing(3, conflict)
                .retryWhen(ConflictRetry.immediately(3, ConflictRetry::isConflict))
                .as(StepVerifier::create)
                .expectNext(4)
                .verifyComplete();
        attempts.set(0);
        failing(3, conflict)
                .retryWhen(ConflictRetry.immediately(2, ConflictRetry::isConflict))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(last -> assertThat(last).isSameAs(conflict));
        assertThat(attempts).hasValue(3);
    }

    @Test
    void noRetryIsMadeOfOtherErrors() {
        StoreException refused = error(Reason.UNIQUE);
        failing(1, refused)
                .retryWhen(ConflictRetry.immediately(9, ConflictRetry::isConflict))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(last -> assertThat(last).isSameAs(refused));
        failing(2, refused)
                .retryWhen(ConflictRetry.withPauses(Duration.ofMinutes(1), ConflictRetry::isConflict))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(last -> assertThat(last).isSameAs(refused));
        assertThat(attempts).hasValue(2);
    }

    /** Pauses are half of at most 500 ms on average. */
    @Test
    void aRetryWithPausesLastsAsLongAsItsPatience() {
        StoreException conflict = error(Reason.SERIALIZATION);
        StepVerifier.withVirtualTime(() -> failing(Integer.MAX_VALUE, conflict)
                        .retryWhen(ConflictRetry.withPauses(Duration.ofSeconds(120), ConflictRetry::isConflict)))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(119))
                .thenAwait(Duration.ofSeconds(2))
                .expectErrorSatisfies(last -> assertThat(last).isSameAs(conflict))
                .verify(Duration.ofSeconds(30));
        assertThat(attempts.get()).isBetween(240, 5000);
    }

    @Test
    void cancelInAPauseEndsTheRetry() {
        StepVerifier.withVirtualTime(() -> failing(Integer.MAX_VALUE, error(Reason.SERIALIZATION))
                        .retryWhen(ConflictRetry.withPauses(Duration.ofSeconds(120), ConflictRetry::isConflict)))
                .expectSubscription()
                .thenAwait(Duration.ofSeconds(1))
                .thenCancel()
                .verify(Duration.ofSeconds(30));
        int seen = attempts.get();
        assertThat(seen).isPositive();
    }

    @Test
    void everySubscriptionHasAttemptsOfItsOwn() {
        Mono<Integer> work =
                failing(4, error(Reason.DEADLOCK)).retryWhen(ConflictRetry.immediately(1, ConflictRetry::isConflict));
        work.as(StepVerifier::create).verifyError(StoreException.class);
        work.as(StepVerifier::create).verifyError(StoreException.class);
        work.as(StepVerifier::create).expectNext(5).verifyComplete();
    }
}
