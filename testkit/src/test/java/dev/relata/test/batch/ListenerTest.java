package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.observe.NPlusOne;
import dev.relata.observe.NPlusOneFinding;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.RelataListener;
import dev.relata.observe.ScopeStatistics;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Listeners are told once for each thing, and change nothing, not even by throwing. */
class ListenerTest {

    private final List<ObservedRequest> requests = new ArrayList<>();
    private final List<Object> told = new ArrayList<>();
    private boolean rude;

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Pets.MODEL)
            .nPlusOne(NPlusOne.WARN)
            .listener(new RelataListener() {
                @Override
                public void onRequest(ObservedRequest request) {
                    requests.add(request);
                    told(request);
                }

                @Override
                public void onScopeEnd(ScopeStatistics statistics) {
                    told(statistics);
                }

                @Override
                public void onNPlusOne(NPlusOneFinding finding) {
                    told(finding);
                }
            })
            .build();

    private void told(Object what) {
        told.add(what);
        if (rude) {
            throw new IllegalStateException("of a listener");
        }
    }

    @BeforeEach
    void fill() {
        Pets.fill(relata, 20);
        told.clear();
        requests.clear();
    }

    @Test
    void oneThatThrowsDisturbsNobody() {
        rude = true;

        relata.update(new Owner(1L, "renamed"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        Flux.fromIterable(Pets.pets(20))
                .concatMap(pet -> relata.on(pet, Pet.OWNER).get())
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNextCount(20)
                .verifyComplete();
        assertThat(told)
                .hasAtLeastOneElementOfType(ObservedRequest.class)
                .hasAtLeastOneElementOfType(NPlusOneFinding.class)
                .hasAtLeastOneElementOfType(ScopeStatistics.class);
    }

    @Test
    void aRequestThatHasEndedIsNotToldAgainWhenItsSubscriberCancels() {
        Sinks.Many<Long> ids = Sinks.many().unicast().onBackpressureBuffer();
        Flux<Owner> owners = ids.asFlux().concatMap(id -> relata.find(Owner.class, id));

        owners.as(StepVerifier::create)
                .then(() -> ids.emitNext(1L, Sinks.EmitFailureHandler.FAIL_FAST))
                .expectNextCount(1)
                .thenCancel()
                .verify();
        assertThat(requests).hasSize(1);
    }
}
