package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.observe.RelataListener;
import dev.relata.observe.ScopeStatistics;
import dev.relata.test.InMemoryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** {@code batched} as an operator: demand, order, errors, cancel, and the end of the scope. */
class BatchedDemandTest {

    private final List<ScopeStatistics> ended = new ArrayList<>();
    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Pets.MODEL)
            .listener(new RelataListener() {
                @Override
                public void onScopeEnd(ScopeStatistics statistics) {
                    ended.add(statistics);
                }
            })
            .build();

    @Test
    void asksForElementsInBulkWhateverIsAsked() {
        AtomicLong asked = new AtomicLong();
        Flux.range(1, 1000)
                .doOnRequest(asked::addAndGet)
                .as(relata::batched)
                .as(flux -> StepVerifier.create(flux, 0))
                .then(() -> assertThat(asked).hasValue(256))
                .thenRequest(255)
                .expectNextCount(255)
                .then(() -> assertThat(asked).hasValue(256))
                .thenRequest(1)
                .expectNext(256)
                .then(() -> assertThat(asked).hasValue(512))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(744)
                .verifyComplete();
        assertThat(ended).hasSize(1);
    }

    @Test
    void keepsTheOrderUnderDemandFromOtherThreads() {
        Flux.range(1, 100_000)
                .as(relata::batched)
                .publishOn(Schedulers.parallel(), 3)
                .index()
                .all(pair -> pair.getT1() + 1 == pair.getT2())
                .as(StepVerifier::create)
                .expectNext(true)
                .verifyComplete();
    }

    @Test
    void anErrorComesBehindTheElementsBeforeIt() {
        Flux.range(1, 3)
                .concatWith(Mono.error(new IllegalStateException("no")))
                .as(relata::batched)
                .as(flux -> StepVerifier.create(flux, 1))
                .expectNext(1)
                .thenRequest(2)
                .expectNext(2, 3)
                .verifyErrorMessage("no");
        assertThat(ended).hasSize(1);
    }

    @Test
    void cancelGoesUpAndEndsTheScopeOnce() {
        TestPublisher<Integer> source = TestPublisher.create();
        source.flux()
                .as(relata::batched)
                .as(StepVerifier::create)
                .then(() -> source.next(1))
                .expectNext(1)
                .thenCancel()
                .verify();
        source.assertCancelled();
        assertThat(ended).hasSize(1);
    }

    @Test
    void emptyAndErrorOfAMonoPass() {
        Mono.empty().as(relata::batched).as(StepVerifier::create).verifyComplete();
        Mono.error(new IllegalStateException("no"))
                .as(relata::batched)
                .as(StepVerifier::create)
                .verifyErrorMessage("no");
        assertThat(ended).hasSize(2);
    }

    @Test
    void anElementTooManyIsAnError() {
        TestPublisher<Integer> rude = TestPublisher.createNoncompliant(TestPublisher.Violation.REQUEST_OVERFLOW);
        rude.flux()
                .as(relata::batched)
                .as(flux -> StepVerifier.create(flux, 0))
                .then(() -> {
                    for (int i = 0; i < 300; i++) {
                        rude.next(i);
                    }
                })
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(256)
                .verifyErrorMatches(Exceptions::isOverflow);
    }

    @Test
    void whatIsHeldIsDiscardedByCancel() {
        List<Integer> discarded = new ArrayList<>();
        Flux.range(1, 10)
                .as(relata::batched)
                .doOnDiscard(Integer.class, discarded::add)
                .as(flux -> StepVerifier.create(flux, 0))
                .thenAwait()
                .thenRequest(1)
                .expectNext(1)
                .thenCancel()
                .verify();
        assertThat(discarded).containsExactly(2, 3, 4, 5, 6, 7, 8, 9, 10);
    }
}
