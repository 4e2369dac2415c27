package dev.relata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** A transaction whose beginning outlasts its subscriber. */
class UninterruptedBeginTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Sinks.One<String> begun = Sinks.one();

    private final Flux<String> transaction = begin(Flux.just("one", "two").doOnSubscribe(any -> calls.add("work")));

    private Flux<String> begin(Flux<String> pipeline) {
        return UninterruptedBegin.of(
                pipeline,
                inside -> Flux.usingWhen(
                        begun.asMono().doOnCancel(() -> calls.add("forgotten")),
                        resource -> inside,
                        resource -> Mono.fromRunnable(() -> calls.add("commit")),
                        (resource, error) -> Mono.fromRunnable(() -> calls.add("rollback")),
                        resource -> Mono.fromRunnable(() -> calls.add("cancel"))));
    }

    @Test
    void whatIsBegunRunsAndCommits() {
        begun.tryEmitValue("transaction").orThrow();
        transaction.as(StepVerifier::create).expectNext("one", "two").verifyComplete();
        assertThat(calls).containsExactly("work", "commit");
    }

    @Test
    void demandIsThatOfTheSubscriber() {
        begun.tryEmitValue("transaction").orThrow();
        StepVerifier.create(transaction, 1)
                .expectNext("one")
                .thenAwait()
                .then(() -> assertThat(calls).containsExactly("work"))
                .thenRequest(1)
                .expectNext("two")
                .verifyComplete();
        assertThat(calls).containsExactly("work", "commit");
    }

    @Test
    void aCancelWhileItBeginsRollsBackBeforeAnyWork() {
        transaction.as(StepVerifier::create).thenCancel().verify();
        assertThat(calls).isEmpty();
        begun.tryEmitValue("transaction").orThrow();
        assertThat(calls).containsExactly("rollback");
    }

    @Test
    void aCancelAfterItHasBegunIsPassedOn() {
        begun.tryEmitValue("transaction").orThrow();
        StepVerifier.create(transaction, 1).expectNext("one").thenCancel().verify();
        assertThat(calls).containsExactly("work", "cancel");
    }

    @Test
    void aCancelWhileThePipelineIsSubscribedWaitsForItsFirstStatement() {
        AtomicReference<Subscription> subscription = new AtomicReference<>();
        Flux<String> statement = Flux.defer(() -> {
            subscription.get().cancel();
            return Flux.<String>never().doFirst(() -> calls.add("statement"));
        });
        begin(statement)
                .doOnSubscribe(subscription::set)
                .as(StepVerifier::create)
                .then(() -> begun.tryEmitValue("transaction").orThrow())
                .thenCancel()
                .verify();
        assertThat(calls).containsExactly("statement", "cancel");
    }

    @Test
    void aSourceThatEmitsWhileItIsSubscribedHearsOfACancel() {
        UninterruptedBegin.of(Flux.<String>generate(sink -> sink.next("endless")), UnaryOperator.identity())
                .takeUntil(any -> true)
                .as(StepVerifier::create)
                .expectNext("endless")
                .verifyComplete();
    }

    @Test
    void anErrorOfTheBeginningIsSignalled() {
        begun.tryEmitError(new IllegalStateException("no connection")).orThrow();
        transaction.as(StepVerifier::create).verifyErrorMessage("no connection");
        assertThat(calls).isEmpty();
    }

    @Test
    void anErrorOfTheBeginningAfterACancelIsSignalledToNobody() {
        transaction.as(StepVerifier::create).thenCancel().verify();
        begun.tryEmitError(new IllegalStateException("no connection")).orThrow();
        assertThat(calls).isEmpty();
    }

    @Test
    void eachSubscriptionHasABeginningOfItsOwn() {
        transaction.as(StepVerifier::create).thenCancel().verify();
        begun.tryEmitValue("transaction").orThrow();
        transaction.as(StepVerifier::create).expectNext("one", "two").verifyComplete();
        assertThat(calls).containsExactly("rollback", "work", "commit");
    }
}
