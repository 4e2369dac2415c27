package dev.relata.mongo;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Waits for what becomes true soon. */
final class Awaiting {

    private Awaiting() {}

    static void until(BooleanSupplier condition) {
        Mono.fromSupplier(condition::getAsBoolean)
                .filter(there -> there)
                .repeatWhenEmpty(again -> again.delayElements(Duration.ofMillis(5)))
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
    }
}
