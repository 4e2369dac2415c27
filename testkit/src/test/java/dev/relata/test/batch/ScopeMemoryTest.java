package dev.relata.test.batch;

import static dev.relata.model.Conditions.gt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a scope remembers: the most recent answers of all questions together. */
class ScopeMemoryTest {

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Pets.MODEL)
            .maxCached(10)
            .build();

    @Test
    void aNewQuestionTakesTheRoomOfOldAnswers() {
        Pets.fill(relata, 20);
        Mono<Long> statements = Flux.range(1, 20)
                .flatMap(id -> relata.find(Owner.class, (long) id))
                .thenMany(Flux.range(1, 3))
                .concatMap(time -> relata.onKey(Owner.PETS, 1L).count())
                .then(relata.statistics())
                .map(statistics -> statistics.of("Owner.PETS").statements());

        assertThat(relata.batched(statements).block()).isOne();
    }

    @Test
    void aPrimedRowTakesTheRoomOfOldAnswers() {
        Pets.fill(relata, 20);
        Mono<Long> statements = Flux.range(1, 20)
                .flatMap(pet -> relata.onKey(Owner.PETS, (long) pet).count())
                .then(relata.prime(new Owner(3L, "primed")))
                .then(relata.find(Owner.class, 3L))
                .then(relata.statistics())
                .map(statistics -> statistics.of("Owner").statements());

        assertThat(relata.batched(statements).block()).isZero();
    }

    @Test
    void questionsThatAreNotRememberedLeaveNothingBehind() {
        Pets.fill(relata, 1);
        Flux<Long> endless = Flux.range(1, 200_000)
                .flatMap(age ->
                        relata.onKey(Owner.PETS, 1L).where(Pet::age, gt(age)).count())
                .as(relata::batched);

        assertThat(endless.count().block()).isEqualTo(200_000);
    }
}
