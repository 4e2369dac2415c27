package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Lookups from many threads, over a store that answers at once, later, elsewhere or not at all, with cancels and writes
 * between: everybody is answered. The seed is in the message of a failure.
 */
class ScopeStressTest {

    private static final int ROUNDS = 150;
    private static final int LOOKUPS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void everybodyIsAnsweredWhateverHappensAround() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + ROUNDS; seed++) {
            Flux<String> answers = new Round(seed).answers();
            assertThat(answers.count().onErrorReturn(-1L).block(PATIENCE))
                    .as("seed %d", seed)
                    .isEqualTo(LOOKUPS);
        }
    }

    private static final class Round {

        private final Random random;
        private final HeldStore store = new HeldStore();
        private final Relata relata;

        Round(long seed) {
            random = new Random(seed);
            store.hold(false);
            relata = Relata.builder()
                    .store(store)
                    .model(Pets.MODEL)
                    .maxBatch(1 + random.nextInt(40))
                    .maxCached(random.nextInt(2) * random.nextInt(50))
                    .build();
            Pets.fill(relata, 40);
            store.way = this::way;
        }

        private Flux<@Nullable Object[]> way(Flux<@Nullable Object[]> rows) {
            return switch (random.nextInt(6)) {
                case 0, 1 -> rows;
                case 2, 3 -> rows.subscribeOn(Schedulers.parallel());
                case 4 -> rows.delaySubscription(Duration.ofMillis(random.nextInt(3)));
                default -> Flux.error(new StoreException("no", Reason.OTHER, "XX000", true, null));
            };
        }

        Flux<String> answers() {
            Flux<Integer> asked = Flux.range(0, LOOKUPS);
            Flux<String> answers = random.nextBoolean()
                    ? asked.flatMap(this::answer, 1 + random.nextInt(100))
                    : asked.parallel(4)
                            .runOn(Schedulers.parallel())
                            .flatMap(this::answer)
                            .sequential();
            return relata.batched(answers);
        }

        private Mono<String> answer(int number) {
            Pet pet = Pets.pet(1 + random.nextInt(40));
            Mono<String> name = relata.on(pet, Pet.OWNER).get().map(Owner::name);
            Mono<?> answer = switch (random.nextInt(12)) {
                case 0 -> name.takeUntilOther(Mono.delay(Duration.ofMillis(random.nextInt(3))));
                case 1 -> name.timeout(Duration.ofMillis(1 + random.nextInt(2)));
                case 2 -> Flux.merge(name, name).next();
                case 3 -> relata.update(new Owner(pet.id(), "renamed"));
                case 4 -> relata.batching().refresh(Pet.OWNER, pet).then(name);
                case 5 -> name.publishOn(Schedulers.parallel()).flatMap(got -> relata.find(Pet.class, pet.id()));
                case 6 -> relata.onKey(Owner.PETS, pet.id()).count();
                default -> name;
            };
            return answer.map(Object::toString).onErrorReturn("failed").defaultIfEmpty("none " + number);
        }
    }
}
