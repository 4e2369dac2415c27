package dev.relata.test.batch;

import static dev.relata.model.Conditions.gt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.observe.ScopeStatistics;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import java.lang.ref.WeakReference;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

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
                .then(relata.batching().statistics())
                .map(statistics -> statistics.of("Owner.PETS").statements());

        assertThat(relata.batched(statements).block()).isOne();
    }

    @Test
    void aPrimedRowTakesTheRoomOfOldAnswers() {
        Pets.fill(relata, 20);
        Mono<Long> statements = Flux.range(1, 20)
                .flatMap(pet -> relata.onKey(Owner.PETS, (long) pet).count())
                .then(relata.batching().prime(new Owner(3L, "primed")))
                .then(relata.find(Owner.class, 3L))
                .then(relata.batching().statistics())
                .map(statistics -> statistics.of("Owner").statements());

        assertThat(relata.batched(statements).block()).isZero();
    }

    @Test
    void anAnswerThatIsUsedAgainOutlivesThoseThatAreNot() {
        Pets.fill(relata, 20);
        Mono<Long> statements = relata.onKey(Owner.PETS, 1L)
                .count()
                .thenMany(Flux.range(1, 20))
                .concatMap(id -> relata.find(Owner.class, (long) id)
                        .then(relata.onKey(Owner.PETS, 1L).count()))
                .then(relata.batching().statistics())
                .map(statistics -> statistics.of("Owner.PETS").statements());

        assertThat(relata.batched(statements).block()).isOne();
    }

    @Test
    void aQuestionWhoseAnswersAreForgottenIsForgottenToo() {
        WeakReference<String> name = new WeakReference<>(new String("a name of its own"));
        Pets.fill(relata, 1);
        Mono<Long> first = Mono.defer(() -> relata.onKey(Owner.PETS, 1L)
                .where(Pet::name)
                .eq(Objects.requireNonNull(name.get()))
                .count());
        Flux<Long> others = Flux.range(1, 50)
                .concatMap(age ->
                        relata.onKey(Owner.PETS, 1L).where(Pet::age, gt(age)).count());

        first.thenMany(others)
                .then(Mono.fromRunnable(() -> assertThat(collected(name)).isTrue()))
                .as(relata::batched)
                .as(StepVerifier::create)
                .verifyComplete();
    }

    private static boolean collected(WeakReference<?> reference) {
        for (int i = 0; i < 20 && reference.get() != null; i++) {
            System.gc();
        }
        return reference.get() == null;
    }

    @Test
    void whatIsLargerThanTheMemoryIsNotRememberedAndDisplacesNothing() {
        Pets.fill(relata, 5);
        Flux<Pet> more = Flux.range(100, 20).map(i -> new Pet((long) i, 1L, "x", 1));
        assertThat(relata.bulk().insert(Pet.class, more).block()).isEqualTo(20);
        Mono<ScopeStatistics> statistics = relata.find(Owner.class, 1L)
                .thenMany(relata.onKey(Owner.PETS, 1L).all())
                .thenMany(relata.onKey(Owner.PETS, 1L).all())
                .then(relata.find(Owner.class, 1L))
                .then(relata.batching().statistics());

        assertThat(relata.batched(statistics).block()).isNotNull().satisfies(told -> {
            assertThat(told.of("Owner.PETS").statements()).isEqualTo(2);
            assertThat(told.of("Owner").statements()).isOne();
        });
    }
}
