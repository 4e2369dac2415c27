package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.error.UnplannedLookupException;
import dev.relata.observe.NPlusOne;
import dev.relata.observe.NPlusOneFinding;
import dev.relata.observe.ObservedRequest;
import dev.relata.observe.RelataListener;
import dev.relata.observe.ScopeStatistics;
import dev.relata.observe.ScopeStatistics.Counts;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What is found, counted and told about lookups. */
class NPlusOneTest {

    private final Queue<NPlusOneFinding> findings = new ConcurrentLinkedQueue<>();
    private final Queue<ObservedRequest> requests = new ConcurrentLinkedQueue<>();
    private final Queue<ScopeStatistics> scopes = new ConcurrentLinkedQueue<>();

    private final RelataListener listener = new RelataListener() {
        @Override
        public void onRequest(ObservedRequest request) {
            requests.add(request);
        }

        @Override
        public void onScopeEnd(ScopeStatistics statistics) {
            scopes.add(statistics);
        }

        @Override
        public void onNPlusOne(NPlusOneFinding finding) {
            findings.add(finding);
        }
    };

    private Relata relata(NPlusOne mode) {
        Relata relata = Relata.builder()
                .store(InMemoryStore.create())
                .model(Pets.MODEL)
                .nPlusOne(mode)
                .listener(listener)
                .build();
        Pets.fill(relata, 100);
        requests.clear();
        return relata;
    }

    private static Flux<Owner> lookups(Relata relata, int count) {
        return Flux.fromIterable(Pets.pets(count))
                .flatMap(pet -> relata.on(pet, Pet.OWNER).get());
    }

    @Test
    void failNamesRelationshipNumberPlaceAndRemedy() {
        Relata relata = relata(NPlusOne.FAIL);

        lookups(relata, 11)
                .as(StepVerifier::create)
                .expectNextCount(10)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UnplannedLookupException.class)
                        .hasMessageContaining("Pet.OWNER: 11 lookups")
                        .hasMessageContaining("NPlusOneTest.java")
                        .hasMessageContaining(".as(relata::batched)"));
        assertThat(findings).extracting(NPlusOneFinding::lookups).containsExactly(11);
    }

    @Test
    void everyKindOfLookupIsCounted() {
        Relata relata = relata(NPlusOne.FAIL);
        Flux<Pet> pets = Flux.fromIterable(Pets.pets(20));

        for (Flux<?> each : List.of(
                pets.flatMap(pet -> relata.find(Owner.class, pet.id())),
                pets.flatMap(pet -> relata.onKey(Owner.PETS, pet.id()).all()),
                pets.flatMap(pet -> relata.onKey(Owner.PETS, pet.id()).first()),
                pets.flatMap(pet -> relata.onKey(Owner.PETS, pet.id()).count()),
                pets.flatMap(pet -> relata.onKey(Owner.PETS, pet.id()).exists()))) {
            each.as(StepVerifier::create)
                    .expectNextCount(10)
                    .expectError(UnplannedLookupException.class)
                    .verify();
        }
    }

    @Test
    void warnTellsOnceForEachSubscriptionWithThePlace() {
        Relata relata = relata(NPlusOne.WARN);

        lookups(relata, 100).as(StepVerifier::create).expectNextCount(100).verifyComplete();
        lookups(relata, 100).as(StepVerifier::create).expectNextCount(100).verifyComplete();

        assertThat(findings).hasSize(2).allSatisfy(finding -> {
            assertThat(finding.relationship()).isEqualTo("Pet.OWNER");
            assertThat(finding.place()).isNotNull();
            assertThat(finding.message()).contains("NPlusOneTest");
        });
    }

    @Test
    void fewLookupsManySubscriptionsAndBatchesAreFine() {
        Relata relata = relata(NPlusOne.FAIL);

        for (int i = 0; i < 20; i++) {
            lookups(relata, 10).as(StepVerifier::create).expectNextCount(10).verifyComplete();
        }
        lookups(relata, 100)
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNextCount(100)
                .verifyComplete();
        lookups(relata(NPlusOne.OFF), 100)
                .as(StepVerifier::create)
                .expectNextCount(100)
                .verifyComplete();
        assertThat(findings).isEmpty();
    }

    @Test
    void concatMapInAScopeIsFound() {
        Relata relata = relata(NPlusOne.FAIL);

        Flux.fromIterable(Pets.pets(20))
                .concatMap(pet -> relata.on(pet, Pet.OWNER).get())
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNextCount(10)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(UnplannedLookupException.class)
                        .hasMessageContaining("concatMap"));
    }

    @Test
    void aStrictSelectionAllowsOnlyWhatIsPlanned() {
        Relata relata = relata(NPlusOne.OFF);
        Flux<Pet> strict = relata.from(Pet.class).strict().all();
        Flux<Pet> planned = relata.from(Pet.class).strict().prefetch(Pet.OWNER).all();

        strict.flatMap(pet -> relata.on(pet, Pet.OWNER).get())
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("strict"));
        strict.flatMap(pet -> relata.on(pet, Pet.OWNER).get())
                .as(relata::batched)
                .as(StepVerifier::create)
                .verifyError(UnplannedLookupException.class);
        planned.flatMap(pet -> relata.on(pet, Pet.OWNER).get())
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNextCount(100)
                .verifyComplete();
        planned.flatMap(pet -> relata.on(pet, Pet.TOYS).all())
                .as(relata::batched)
                .as(StepVerifier::create)
                .verifyError(UnplannedLookupException.class);
    }

    @Test
    void aStrictRelationIsItselfWhatWasPlanned() {
        Relata relata = relata(NPlusOne.OFF);
        Flux<Pet> strict = relata.onKey(Owner.PETS, 1L).strict().all();

        strict.as(StepVerifier::create).expectNextCount(1).verifyComplete();
        strict.as(relata::batched).as(StepVerifier::create).expectNextCount(1).verifyComplete();
        strict.flatMap(pet -> relata.on(pet, Pet.OWNER).get())
                .as(relata::batched)
                .as(StepVerifier::create)
                .verifyError(UnplannedLookupException.class);
    }

    @Test
    void prefetchOutsideAScopeIsRefused() {
        Relata relata = relata(NPlusOne.OFF);

        relata.from(Pet.class)
                .prefetch(Pet.OWNER)
                .all()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("prefetch(Pet.OWNER)"));
        assertThat(requests).isEmpty();
    }

    @Test
    void listenersSeeKeysRowsAndSizesOfBatches() {
        Relata relata = relata(NPlusOne.OFF);

        lookups(relata, 3)
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNextCount(3)
                .verifyComplete();

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.relationship()).isEqualTo("Pet.OWNER");
            assertThat(request.operation()).isEqualTo(ObservedRequest.Operation.SELECT);
            assertThat(request.keys()).containsExactly(List.of(1L), List.of(2L), List.of(3L));
            assertThat(request.batchSize()).isEqualTo(3);
            assertThat(request.rows()).isEqualTo(3);
            assertThat(request.duration()).isPositive();
            assertThat(request.error()).isNull();
        });
    }

    @Test
    void aScopeHasStatistics() {
        Relata relata = relata(NPlusOne.OFF);

        Mono<ScopeStatistics> statistics = lookups(relata, 3)
                .concatWith(lookups(relata, 4))
                .then(relata.batching().statistics())
                .as(relata::batched);

        assertThat(statistics.block()).isNotNull().satisfies(told -> {
            assertThat(told.of("Pet.OWNER")).isEqualTo(new Counts(7, 3, 2, 4, 3, 0, 0));
            assertThat(told.total()).isEqualTo(new Counts(7, 3, 2, 4, 3, 0, 0));
        });
        assertThat(scopes).hasSize(1);
        relata.batching().statistics().as(StepVerifier::create).verifyComplete();
    }
}
