package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import dev.relata.test.conformance.StatementCounter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** How many statements lookups cost over a store that answers at once, on the thread that asks. */
class BatchCountsTest {

    private static final int LOOKUPS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StatementCounter statements = new StatementCounter();
    private final Relata relata = relata(1000);

    private Relata relata(int maxBatch) {
        return Relata.builder()
                .store(InMemoryStore.builder().listener(statements).build())
                .model(Pets.MODEL)
                .maxBatch(maxBatch)
                .build();
    }

    @BeforeEach
    void fill() {
        Pets.fill(relata, LOOKUPS);
        statements.reset();
    }

    private int sent(Publisher<?> answers) {
        statements.reset();
        assertThat(Flux.from(answers).distinct().count().block(PATIENCE)).isEqualTo(LOOKUPS);
        return statements.statements().size();
    }

    private Mono<Owner> owner(Pet pet) {
        return relata.on(pet, Pet.OWNER).get();
    }

    @Test
    void lookupsOfAListAreOneStatementForEachRoundOfConcurrency() {
        Flux<Pet> pets = Flux.fromIterable(Pets.pets(LOOKUPS));

        assertThat(sent(pets.flatMap(this::owner, 256).as(relata::batched))).isLessThanOrEqualTo(40);
        assertThat(sent(pets.flatMapSequential(this::owner, 256).as(relata::batched)))
                .isLessThanOrEqualTo(40);
        assertThat(sent(pets.transform(relata.batching().with(Pet.OWNER, (pet, owner) -> owner))))
                .isLessThanOrEqualTo(40);
    }

    @Test
    void unboundedLookupsAreOneStatement() {
        Relata unbounded = relata(20_000);
        Pets.fill(unbounded, LOOKUPS);
        for (int i = 0; i < 20; i++) {
            Flux<Owner> owners = Flux.fromIterable(Pets.pets(LOOKUPS))
                    .flatMap(pet -> unbounded.on(pet, Pet.OWNER).get(), Integer.MAX_VALUE)
                    .as(unbounded::batched);
            assertThat(sent(owners)).isEqualTo(1);
        }
    }

    @Test
    void lookupsBesideAStreamOfOurs() {
        Flux<Owner> owners =
                relata.from(Pet.class).iterate().flatMap(this::owner, 256).as(relata::batched);
        assertThat(sent(owners)).isLessThanOrEqualTo(50);
    }

    @Test
    void aConsumerOfOneRowAtATimeDoesNotMakeSingleStatements() {
        Flux<Owner> owners = Flux.fromIterable(Pets.pets(LOOKUPS))
                .flatMap(this::owner, 256)
                .as(relata::batched)
                .limitRate(1);
        assertThat(sent(owners)).isLessThanOrEqualTo(50);
    }

    @Test
    void manyKeysDoNotDeepenTheStack() {
        Relata deep = relata(1);
        Flux<Pet> pets = Flux.range(1, 200_000).map(Pets::pet);

        assertThat(pets.flatMap(pet -> deep.on(pet, Pet.OWNER).get().thenReturn(1), 256)
                        .as(deep::batched)
                        .reduce(0, Integer::sum)
                        .block(PATIENCE))
                .isEqualTo(200_000);
        assertThat(statements.statements()).hasSize(200_000);
    }

    @Test
    void manyKeysAtOnceGoInFullBatches() {
        Relata empty = relata(1000);
        Flux<Pet> pets = Flux.range(1, 200_000).map(Pets::pet);

        Long known = pets.flatMap(pet -> empty.on(pet, Pet.OWNER).get(), Integer.MAX_VALUE, 1)
                .then(empty.batching().statistics())
                .map(statistics -> statistics.of("Pet.OWNER").statements())
                .as(empty::batched)
                .block(PATIENCE);
        assertThat(known).isEqualTo(200);
    }

    @Test
    void aChainOfManyLookupsDoesNotDeepenTheStack() {
        Relata deep = relata(1000);
        Flux<Pet> chain = Flux.just(Pets.pet(1))
                .expand(pet -> pet.age() == 200_000
                        ? Mono.empty()
                        : deep.on(pet, Pet.OWNER).get().thenReturn(Pets.pet(pet.age() + 1)));

        assertThat(chain.as(deep::batched).count().block(PATIENCE)).isEqualTo(200_000);
    }

    @RepeatedTest(3)
    void aBurstThatBlocksUntilItsFirstAnswerCompletes() {
        CountDownLatch first = new CountDownLatch(1);
        Flux<Owner> owners = Flux.<Pet>create(sink -> {
                    FluxSink<Pet> blocking = sink.next(Pets.pet(1));
                    await(first);
                    blocking.next(Pets.pet(2)).complete();
                })
                .flatMap(this::owner)
                .doOnNext(owner -> first.countDown());
        owners.as(relata::batched)
                .subscribeOn(Schedulers.boundedElastic())
                .as(StepVerifier::create)
                .expectNextCount(2)
                .expectComplete()
                .verify(PATIENCE);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
