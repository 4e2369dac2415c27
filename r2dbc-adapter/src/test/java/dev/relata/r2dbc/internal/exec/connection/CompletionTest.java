package dev.relata.r2dbc.internal.exec.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

class CompletionTest {

    private final Completion completion = new Completion();
    private final AtomicInteger told = new AtomicInteger();

    @Test
    void theFirstEndCounts() {
        completion.fail(new IllegalStateException("first"));
        completion.complete();
        assertThat(completion.happened()).isFalse();
        completion.await().as(StepVerifier::create).verifyErrorMessage("first");
    }

    @Test
    void whoWaitsBeforeAndAfterIsTold() {
        completion.await().as(StepVerifier::create).then(completion::complete).verifyComplete();
        completion.await().as(StepVerifier::create).verifyComplete();
        assertThat(completion.happened()).isTrue();
    }

    @Test
    void anActionRunsOnceAtTheSuccessOrBehindItAndNeverAtAFailure() {
        completion.whenHappened(told::incrementAndGet);
        completion.complete();
        completion.complete();
        completion.whenHappened(told::incrementAndGet);
        assertThat(told).hasValue(2);
        Completion failed = new Completion();
        failed.whenHappened(told::incrementAndGet);
        failed.fail(new IllegalStateException());
        failed.whenHappened(told::incrementAndGet);
        assertThat(told).hasValue(2);
    }

    /** The wish to stop a cursor outlives its fetches. */
    @Test
    void anActionThatIsForgottenNeverRuns() {
        Runnable action = told::incrementAndGet;
        completion.whenHappened(action);
        completion.forget(action);
        completion.complete();
        assertThat(told).hasValue(0);
    }
}
