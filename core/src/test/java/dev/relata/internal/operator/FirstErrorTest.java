package dev.relata.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.spi.stream.ConflictRetry;
import dev.relata.spi.stream.TransactionRunner;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class FirstErrorTest {

    private final StoreException first = new StoreException("first", Reason.SERIALIZATION, "40001", true, null);
    private final StoreException second = new StoreException("second", Reason.OTHER, "25P02", false, null);

    @Test
    void ofSeveralErrorsOfRelataTheFirstIsSignalledAndTheOthersAreSuppressed() {
        assertThat(FirstError.of(Exceptions.multiple(first, second)))
                .isSameAs(first)
                .hasSuppressedException(second);
    }

    @Test
    void errorsOfUsersStayAsTheyAre() {
        RuntimeException mixed = Exceptions.multiple(first, new IllegalStateException("theirs"));
        IllegalStateException alone = new IllegalStateException("alone");

        assertThat(FirstError.of(mixed)).isSameAs(mixed);
        assertThat(FirstError.of(alone)).isSameAs(alone);
        assertThat(FirstError.of(first)).isSameAs(first);
    }

    @Test
    void aTransactionEndsInTheFirstOfSeveralErrors() {
        TransactionRunner<String> runner =
                new TransactionRunner<>(Mono.just("transaction"), any -> Mono.empty(), any -> Mono.empty());

        runner.many(any -> Flux.concatDelayError(Flux.error(first), Flux.error(second)))
                .as(StepVerifier::create)
                .verifyErrorMatches(error -> error == first);
    }

    @Test
    void aConflictAmongSeveralErrorsIsRetried() {
        assertThat(ConflictRetry.isConflict(Exceptions.multiple(second, first))).isTrue();
        assertThat(ConflictRetry.isConflict(Exceptions.multiple(second, second)))
                .isFalse();
    }
}
