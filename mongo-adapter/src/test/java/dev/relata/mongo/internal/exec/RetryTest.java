package dev.relata.mongo.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

class RetryTest {

    private final AtomicInteger attempts = new AtomicInteger();

    private Mono<Object> failing(Throwable error) {
        return Mono.defer(() -> {
            attempts.incrementAndGet();
            return Mono.error(error);
        });
    }

    private static MongoException labelled(int code) {
        MongoException error = new MongoException(code, "asked for");
        error.addLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL);
        return error;
    }

    /** Pauses are half of at most 500 ms on average, so that two minutes hold several hundred attempts, and end. */
    private void lastsTwoMinutes(Throwable error, Retry again) {
        StepVerifier.withVirtualTime(() -> failing(error).retryWhen(again))
                .expectSubscription()
                .expectNoEvent(Duration.ofSeconds(119))
                .thenAwait(Duration.ofSeconds(2))
                .expectErrorSatisfies(last -> assertThat(last).isSameAs(error))
                .verify(Duration.ofSeconds(30));
        assertThat(attempts.get()).isBetween(240, 5000);
    }

    @Test
    void aCommitWhoseResultStaysUnknownIsRepeatedForTwoMinutes() {
        lastsTwoMinutes(labelled(91), SessionTransaction.UNKNOWN_COMMITS);
    }

    @Test
    void aTransactionThatKeepsMeetingOthersIsRepeatedForTwoMinutes() {
        lastsTwoMinutes(
                new StoreException("met another", Reason.SERIALIZATION, "40001", true, null), MongoServer.CONFLICTS);
    }

    @Test
    void nothingElseIsRepeated() {
        failing(labelled(50))
                .retryWhen(SessionTransaction.UNKNOWN_COMMITS)
                .as(StepVerifier::create)
                .verifyError(MongoException.class);
        failing(new MongoException(91, "no label"))
                .retryWhen(SessionTransaction.UNKNOWN_COMMITS)
                .as(StepVerifier::create)
                .verifyError(MongoException.class);
        failing(new StoreException("another", Reason.UNIQUE, "23505", false, null))
                .retryWhen(MongoServer.CONFLICTS)
                .as(StepVerifier::create)
                .verifyError(StoreException.class);
        assertThat(attempts).hasValue(3);
    }
}
