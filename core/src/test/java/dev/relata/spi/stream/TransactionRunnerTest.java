package dev.relata.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.CommitUnknownException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

class TransactionRunnerTest {

    private final List<String> ends = new ArrayList<>();
    private final IllegalStateException failure = new IllegalStateException("of the work");
    private final IllegalArgumentException ofTheEnd = new IllegalArgumentException("of the end");

    private final TransactionRunner<String> runner = new TransactionRunner<>(
            Mono.fromSupplier(() -> "begun " + ends.size()), begun -> end("commit"), begun -> end("rollback"));
    private final TransactionRunner<String> failing = new TransactionRunner<>(
            Mono.just("begun"),
            begun -> end("commit").then(Mono.error(ofTheEnd)),
            begun -> end("rollback").then(Mono.error(ofTheEnd)));

    private Mono<Void> end(String name) {
        return Mono.fromRunnable(() -> ends.add(name));
    }

    @Test
    void workIsCommittedBeforeItsAnswerAndEverySubscriptionBeginsAnew() {
        Mono<String> work = runner.one(Mono::just).doOnNext(answer -> ends.add("answered"));
        assertThat(ends).isEmpty();
        work.as(StepVerifier::create).expectNext("begun 0").verifyComplete();
        work.as(StepVerifier::create).expectNext("begun 2").verifyComplete();
        assertThat(ends).containsExactly("commit", "answered", "commit", "answered");
    }

    @Test
    void workWithoutAnAnswerIsCommitted() {
        runner.one(begun -> Mono.empty()).as(StepVerifier::create).verifyComplete();
        runner.many(begun -> Flux.empty()).as(StepVerifier::create).verifyComplete();
        assertThat(ends).containsExactly("commit", "commit");
    }

    @Test
    void workThatFailsIsRolledBackAndItsErrorIsSignalledAlsoWhereTheRollbackFails() {
        runner.one(begun -> Mono.error(failure))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(failure));
        failing.many(begun -> Flux.concat(Flux.just(1), Flux.error(failure)))
                .as(StepVerifier::create)
                .expectNext(1)
                .verifyErrorSatisfies(
                        error -> assertThat(error).isSameAs(failure).hasSuppressedException(ofTheEnd));
        assertThat(ends).containsExactly("rollback", "rollback");
    }

    @Test
    void workThatThrowsIsRolledBack() {
        runner.one(begun -> {
                    throw failure;
                })
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(failure));
        assertThat(ends).containsExactly("rollback");
    }

    @Test
    void theErrorOfACommitArrivesAsItIs() {
        failing.one(Mono::just)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(ofTheEnd));
        failing.many(Flux::just)
                .as(StepVerifier::create)
                .expectNext("begun")
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(ofTheEnd));
        assertThat(ends).containsExactly("commit", "commit");
    }

    @Test
    void cancelRollsBackAsTheRunnerSays() {
        runner.one(begun -> Mono.never()).as(StepVerifier::create).thenCancel().verify();
        runner.onCancel(begun -> end("cancelled"))
                .many(begun -> Flux.concat(Flux.just(1), Flux.never()))
                .as(StepVerifier::create)
                .expectNext(1)
                .thenCancel()
                .verify();
        assertThat(ends).containsExactly("rollback", "cancelled");
    }

    @Test
    void ofACommitThatFailsAfterACancelOnlyAnUnknownOutcomeIsDropped() {
        RuntimeException unknown = new CommitUnknownException("lost", null, null);
        assertThat(dropped(ofTheEnd, runner -> runner.one(Mono::just))).isEmpty();
        assertThat(dropped(ofTheEnd, runner -> runner.many(Flux::just))).isEmpty();
        assertThat(dropped(unknown, runner -> runner.one(Mono::just))).containsExactly(unknown);
        assertThat(dropped(unknown, runner -> runner.many(Flux::just))).containsExactly(unknown);
    }

    /** What is dropped where the subscriber cancels while COMMIT is under way, which then fails. */
    private static List<Throwable> dropped(Throwable error, Function<TransactionRunner<String>, Publisher<?>> work) {
        Sinks.Empty<Void> commit = Sinks.empty();
        List<Throwable> dropped = new ArrayList<>();
        BaseSubscriber<Object> subscriber = new BaseSubscriber<>() {
            @Override
            public Context currentContext() {
                return Context.of("reactor.onErrorDropped.local", (Consumer<Throwable>) dropped::add);
            }
        };
        work.apply(new TransactionRunner<>(Mono.just("begun"), begun -> commit.asMono(), begun -> Mono.empty()))
                .subscribe(subscriber);
        subscriber.cancel();
        commit.tryEmitError(error).orThrow();
        return dropped;
    }
}
