package dev.relata.test.batch;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.query.Selection;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import dev.relata.test.batch.Pets.Toy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/**
 * For random graphs, shapes, sizes and writes between: what a scope answers is what single statements answer. The seed is in
 * the message of a failure.
 */
class BatchedEqualsNaiveTest {

    private static final int GRAPHS = 100;

    @Test
    void aScopeAnswersWhatSingleStatementsAnswer() {
        answersAreTheSame(GRAPHS);
    }

    @Test
    @Tag("soak")
    @Timeout(600)
    void aScopeAnswersWhatSingleStatementsAnswerAgainAndAgain() {
        answersAreTheSame(10 * GRAPHS);
    }

    private static void answersAreTheSame(int graphs) {
        long first = System.nanoTime();
        for (long seed = first; seed < first + graphs; seed++) {
            long each = seed;
            Run naive = new Run(each, false);
            Run batched = new Run(each, true);
            assertThat(batched.answers()).as("seed %d", each).isEqualTo(naive.answers());
        }
    }

    /** One graph and one sequence of questions and writes; the same for the same seed. */
    private static final class Run {

        private final Random random;
        private final Relata relata;
        private final boolean inScope;
        private final int owners;
        private final int pets;
        private final int concurrency;

        Run(long seed, boolean inScope) {
            this.random = new Random(seed);
            this.inScope = inScope;
            this.owners = 1 + random.nextInt(8);
            this.pets = random.nextInt(20);
            this.concurrency = 1 + random.nextInt(32);
            this.relata = Relata.builder()
                    .store(InMemoryStore.create())
                    .model(Pets.MODEL)
                    .maxBatch(1 + random.nextInt(10))
                    .maxCached(random.nextInt(3) * random.nextInt(30))
                    .build();
            fill();
        }

        private void fill() {
            Flux<Owner> everyOwner = Flux.range(1, owners).map(i -> new Owner((long) i, "owner " + i));
            Flux<Toy> everyToy = Flux.range(1, 4).map(i -> new Toy((long) i, "toy " + i));
            done(relata.bulk()
                    .insert(Owner.class, everyOwner)
                    .then(relata.bulk().insert(Toy.class, everyToy)));
            for (long i = 1; i <= pets; i++) {
                Pet pet = new Pet(i, someOwner(), "pet " + i, random.nextInt(5));
                done(relata.insert(pet));
                for (long toy = 1; toy <= 4; toy++) {
                    if (random.nextBoolean()) {
                        done(relata.on(pet, Pet.TOYS).addIds(toy));
                    }
                }
            }
        }

        private static void done(Mono<?> write) {
            write.as(StepVerifier::create).expectNextCount(1).verifyComplete();
        }

        private @Nullable Long someOwner() {
            return random.nextInt(4) == 0 ? null : (long) (1 + random.nextInt(owners));
        }

        List<String> answers() {
            List<Flux<String>> steps = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                steps.add(random.nextInt(3) == 0 ? write().flux() : questions());
            }
            Flux<String> all = Flux.concat(steps);
            return (inScope ? relata.batched(all) : all).collectList().block();
        }

        /** Questions that are asked together; their number and order are settled here, not when they are asked. */
        private Flux<String> questions() {
            List<Supplier<Mono<String>>> questions = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                questions.add(question());
            }
            return Flux.fromIterable(questions).flatMapSequential(Supplier::get, concurrency);
        }

        private Supplier<Mono<String>> question() {
            long owner = 1 + random.nextInt(owners + 1);
            Pet pet = new Pet(1L + random.nextInt(20), someOwner(), "", 0);
            int pages = random.nextInt(4);
            int limit = random.nextInt(4);
            return switch (random.nextInt(12)) {
                case 0 -> () -> text(relata.on(pet, Pet.OWNER).get().flux());
                case 1 ->
                    () -> text(relata.onKey(Owner.PETS, owner)
                            .orderBy(asc(Pet::id))
                            .all());
                case 2 ->
                    () -> text(relata.onKey(Owner.PETS.where(Pet::age, gt(pages)), owner)
                            .orderBy(desc(Pet::age))
                            .limit(limit)
                            .all());
                case 3 ->
                    () -> text(relata.onKey(Owner.PETS.orderBy(desc(Pet::age)).limit(limit), owner)
                            .where(Pet::age, gt(pages))
                            .count()
                            .flux());
                case 4 ->
                    () -> text(relata.onKey(Owner.PETS, owner)
                            .where(Pet::age, gt(pages))
                            .exists()
                            .flux());
                case 5 ->
                    () -> text(relata.onKey(Owner.PETS, owner)
                            .orderBy(desc(Pet::name))
                            .first()
                            .flux());
                case 6 -> () -> text(relata.find(Pet.class, owner).flux());
                case 7 ->
                    () -> text(relata.onKey(Pet.TOYS, owner)
                            .orderBy(asc(Toy::name))
                            .limit(1 + limit)
                            .all());
                case 8 -> () -> text(primed(owner));
                case 9 ->
                    () -> text(relata.batching()
                            .refresh(Pet.OWNER, pet)
                            .thenMany(relata.on(pet, Pet.OWNER).get()));
                case 10 -> () -> text(fed(limit));
                default ->
                    () -> text(relata.onKey(Owner.PETS, owner)
                            .whereAny(Pet.TOYS, toys -> toys.where(Toy::name).eq("toy " + limit))
                            .count()
                            .flux());
            };
        }

        /** A row that is found is primed as it is, which changes no answer. */
        private Flux<Pet> primed(long pet) {
            return relata.find(Pet.class, pet)
                    .delayUntil(relata.batching()::prime)
                    .then(relata.find(Pet.class, pet))
                    .flux();
        }

        /** Managers that are fed by the selection of their owners, where there is a scope to feed them in. */
        private Flux<Pet> fed(int limit) {
            Selection<Owner> first =
                    relata.from(Owner.class).orderBy(asc(Owner::id)).limit(limit);
            return (inScope ? first.prefetch(Owner.PETS) : first)
                    .all()
                    .concatMap(owner -> relata.on(owner, Owner.PETS).all());
        }

        private static Mono<String> text(Flux<?> answer) {
            return answer.collectList().map(Object::toString);
        }

        private Mono<String> write() {
            long id = 1 + random.nextInt(pets + 1);
            Pet pet = new Pet(id, someOwner(), "pet " + random.nextInt(9), random.nextInt(5));
            long toy = 1 + random.nextInt(4);
            Mono<?> write = switch (random.nextInt(8)) {
                case 0 -> relata.update(pet);
                case 1 -> relata.delete(pet);
                case 2 -> relata.on(pet, Pet.TOYS).addIds(toy);
                case 3 -> relata.on(pet, Pet.TOYS).removeIds(toy);
                case 4 -> relata.insert(new Pet(null, pet.ownerId(), "new", pet.age()));
                case 5 -> undone(pet);
                case 6 -> around(undone(pet).onErrorReturn("undone"));
                default -> around(relata.update(pet).as(relata::transactional));
            };
            return write.map(Object::toString)
                    .onErrorResume(error -> Mono.just(error.getClass().getSimpleName() + error.getMessage()))
                    .defaultIfEmpty("none");
        }

        private Mono<String> undone(Pet pet) {
            return relata.update(pet)
                    .then(seen(pet))
                    .flatMap(seen -> Mono.<String>error(new IllegalStateException("undone " + seen)))
                    .as(relata::transactional);
        }

        /** A transaction that reads before and after something inside it. */
        private Mono<String> around(Mono<?> inside) {
            Mono<String> seen = seen(new Pet(1L, 1L, "", 0));
            return Flux.concat(seen, inside.map(Object::toString).onErrorReturn("failed"), seen)
                    .collectList()
                    .map(Object::toString)
                    .as(relata::transactional);
        }

        private Mono<String> seen(Pet pet) {
            return text(Flux.concat(
                    relata.onKey(Owner.PETS, 1L).count(),
                    relata.find(Pet.class, pet.id()),
                    relata.on(pet, Pet.OWNER).get()));
        }
    }
}
