package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** {@code with} as an operator: order, demand, errors, cancel. */
class WithTest {

    private final Relata relata =
            Relata.builder().store(InMemoryStore.create()).model(Pets.MODEL).build();

    @BeforeEach
    void fill() {
        Pets.fill(relata, 2000);
    }

    private static long joined(Pet pet, Owner owner) {
        if (owner.name().equals("bad")) {
            throw new IllegalStateException("bad");
        }
        assertThat(owner.id()).isEqualTo(pet.ownerId());
        return owner.id();
    }

    private Publisher<Long> owners(Flux<Pet> pets) {
        return pets.transform(relata.batching().with(Pet.OWNER, WithTest::joined));
    }

    @Test
    void asksForNoMoreThanItHolds() {
        AtomicLong asked = new AtomicLong();
        Flux.fromIterable(Pets.pets(2000))
                .doOnRequest(asked::addAndGet)
                .transform(this::owners)
                .as(flux -> StepVerifier.create(flux, 0))
                .thenRequest(1)
                .expectNext(1L)
                .then(() -> assertThat(asked).hasValueLessThanOrEqualTo(2 * 256))
                .thenRequest(300)
                .expectNextCount(300)
                .then(() -> assertThat(asked).hasValueLessThanOrEqualTo(301 + 2 * 256))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(1699)
                .verifyComplete();
    }

    @Test
    void anErrorOfTheStreamComesBehindTheElementsBeforeIt() {
        Flux.fromIterable(Pets.pets(3))
                .concatWith(Mono.error(new IllegalStateException("no")))
                .transform(this::owners)
                .as(StepVerifier::create)
                .expectNext(1L, 2L, 3L)
                .verifyErrorMessage("no");
    }

    @Test
    void anErrorOfOneElementComesBehindTheElementsBeforeIt() {
        relata.batching()
                .prime(new Owner(3L, "bad"))
                .thenMany(Flux.fromIterable(Pets.pets(5)).transform(this::owners))
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNext(1L, 2L)
                .verifyErrorMessage("bad");
    }

    @Test
    void anErrorOfOneElementEndsAStreamThatGoesOn() {
        Flux<Pet> endless = Flux.fromIterable(Pets.pets(5)).concatWith(Flux.never());
        relata.batching()
                .prime(new Owner(3L, "bad"))
                .thenMany(endless.transform(this::owners))
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNext(1L, 2L)
                .expectErrorMessage("bad")
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void cancelGoesUpAndEmptyStaysEmpty() {
        TestPublisher<Pet> source = TestPublisher.create();
        source.flux()
                .transform(this::owners)
                .as(StepVerifier::create)
                .then(() -> source.next(Pets.pet(1)))
                .expectNext(1L)
                .thenCancel()
                .verify();
        source.assertCancelled();
        Flux.<Pet>empty().transform(this::owners).as(StepVerifier::create).verifyComplete();
    }
}
