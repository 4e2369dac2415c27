package dev.relata.test.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Every test of a module runs under BlockHound; this one shows that it is on. */
public interface BlockHoundRule {

    @Test
    default void blockingANonBlockingThreadIsAnError() {
        Mono.fromRunnable(() -> LockSupport.parkNanos(1))
                .subscribeOn(Schedulers.parallel())
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).isInstanceOf(BlockingOperationError.class));
    }
}
