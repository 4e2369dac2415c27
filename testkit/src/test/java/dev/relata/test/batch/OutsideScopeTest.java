package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.observe.NPlusOne;
import dev.relata.observe.RelataListener;
import dev.relata.observe.ScopeStatistics;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What outlives a batch scope runs outside of it. */
class OutsideScopeTest {

    private final List<ScopeStatistics> ended = new ArrayList<>();

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Pets.MODEL)
            .nPlusOne(NPlusOne.OFF)
            .listener(new RelataListener() {
                @Override
                public void onScopeEnd(ScopeStatistics statistics) {
                    ended.add(statistics);
                }
            })
            .build();

    @BeforeEach
    void fill() {
        Pets.fill(relata, 20);
        ended.clear();
    }

    @Test
    void theScopeEndsOnceWhenThePipelineBegins() {
        Flux<String> outside = Flux.concat(
                Mono.fromSupplier(() -> "ended " + ended.size()),
                relata.batching().statistics().map(String::valueOf).defaultIfEmpty("no scope"));
        relata.find(Owner.class, 1L)
                .thenMany(relata.batching().outside(outside))
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNext("ended 1", "no scope")
                .verifyComplete();
        assertThat(ended).hasSize(1);
    }

    @Test
    void aScopeInsideIsANewOne() {
        Flux<Owner> inside = relata.find(Owner.class, 1L).flux().as(relata::batched);
        relata.find(Owner.class, 1L)
                .thenMany(relata.batching().outside(inside))
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(ended).hasSize(2);
    }

    @Test
    void withoutAScopeNothingHappens() {
        relata.batching()
                .outside(relata.find(Owner.class, 1L))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(ended).isEmpty();
    }

    @Test
    void whatTheSubscriberKnowsStaysKnown() {
        Flux<String> user = Flux.deferContextual(context -> Flux.just(context.<String>get("user")));
        relata.batching()
                .outside(user)
                .contextWrite(context -> context.put("user", "ada"))
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNext("ada")
                .verifyComplete();
    }
}
