package dev.relata.test.batch;

import dev.relata.Relata;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A scope inside another, of the same front door or of another one. */
class NestedScopesTest {

    private final HeldStore held = new HeldStore();
    private final Relata inner = Relata.builder().store(held).model(Pets.MODEL).build();
    private final Relata outer =
            Relata.builder().store(InMemoryStore.create()).model(Pets.MODEL).build();

    @Test
    void whatOneFrontDoorAnswersIsABurstToTheOther() {
        Pets.fill(inner, 20);
        Pets.fill(outer, 20);
        Mono<Long> statements = Flux.fromIterable(Pets.pets(20))
                .flatMap(pet -> inner.on(pet, Pet.OWNER).get().thenReturn(pet))
                .as(inner::batched)
                .flatMap(pet -> outer.on(pet, Pet.OWNER).get())
                .then(outer.batching().statistics())
                .map(statistics -> statistics.of("Pet.OWNER").statements());

        statements
                .as(outer::batched)
                .as(StepVerifier::create)
                .then(held::release)
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    void aWriteInAnInnerScopeIsOneInTheOuterScopeToo() {
        Pets.fill(outer, 1);
        Mono<String> name = outer.find(Owner.class, 1L).map(Owner::name);
        Mono<Owner> write = outer.update(new Owner(1L, "renamed"))
                .contextWrite(outer.batching().scope());
        Mono<?> delete = outer.delete(new Pet(1L, 1L, "", 0))
                .contextWrite(outer.batching().scope());
        Mono<Boolean> pets = outer.onKey(Owner.PETS, 1L).exists();

        Flux.concat(name, pets, write.then(name), delete.then(pets))
                .as(outer::batched)
                .as(StepVerifier::create)
                .expectNext("owner 1", true, "renamed", false)
                .verifyComplete();
    }
}
