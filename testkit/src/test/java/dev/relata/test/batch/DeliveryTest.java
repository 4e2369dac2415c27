package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** In which order the waiters of a batch are told. */
class DeliveryTest {

    private static final int MANY = 20_000;

    private final HeldStore store = new HeldStore();
    private final Relata relata =
            Relata.builder().store(store).model(Pets.MODEL).maxBatch(MANY).build();
    private final List<String> signals = Collections.synchronizedList(new ArrayList<>());

    private Mono<Owner> owner(long pet) {
        return relata.on(Pets.pet(pet), Pet.OWNER).get();
    }

    @Test
    void everybodyIsToldTheAnswerBeforeAnybodyIsToldItsEnd() {
        Pets.fill(relata, 3);
        relata.batched(Flux.range(1, 3)
                        .flatMap(pet -> owner(pet)
                                .flux()
                                .doOnNext(owner -> signals.add("answer"))
                                .doOnComplete(() -> signals.add("end"))))
                .as(StepVerifier::create)
                .then(store::release)
                .expectNextCount(3)
                .verifyComplete();
        assertThat(signals).containsExactly("answer", "answer", "answer", "end", "end", "end");
    }

    @Test
    void theLastAnswerBringsTheEndsOfTheOthersBeforeItsOwn() {
        Pets.fill(relata, 2);
        relata.batched(Flux.range(1, 2)
                        .flatMap(pet -> owner(pet).flux().doOnComplete(() -> signals.add("end of " + pet)))
                        .doOnNext(owner -> signals.add("answer")))
                .doOnNext(owner -> signals.add("out"))
                .as(StepVerifier::create)
                .then(store::release)
                .expectNextCount(2)
                .verifyComplete();
        assertThat(signals).containsExactly("answer", "out", "answer", "end of 1", "out", "end of 2");
    }

    @Test
    void whoHasLostInterestIsNotToldTheEnd() {
        Pets.fill(relata, 2);
        relata.batched(Flux.range(1, 2)
                        .flatMap(pet -> owner(pet)
                                .flux()
                                .doOnComplete(() -> signals.add("end"))
                                .take(1)))
                .as(StepVerifier::create)
                .then(store::release)
                .expectNextCount(2)
                .verifyComplete();
        assertThat(signals).isEmpty();
    }

    @Test
    void lookupsThatFollowEachEndDoNotDeepenTheStack() {
        Pets.fill(relata, MANY);
        relata.batched(Flux.range(1, MANY).flatMap(pet -> owner(pet).then(Mono.defer(() -> owner(pet))), MANY))
                .as(StepVerifier::create)
                .then(store::release)
                .expectNextCount(MANY)
                .verifyComplete();
        assertThat(store.batches).hasSize(1);
    }
}
