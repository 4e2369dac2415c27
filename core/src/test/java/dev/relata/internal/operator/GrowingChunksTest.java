package dev.relata.internal.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class GrowingChunksTest {

    @Test
    void listsGrowToTheMostAndTheLastHasTheRest() {
        StepVerifier.create(sizes(Flux.range(0, 10_000)))
                .expectNext(256, 1024, 4096, 4096, 528)
                .verifyComplete();
    }

    @Test
    void elementsKeepTheirOrderAndNoneIsLost() {
        StepVerifier.create(GrowingChunks.concatMap(Flux.range(0, 9_472), Flux::fromIterable))
                .expectNextSequence(Flux.range(0, 9_472).toIterable())
                .verifyComplete();
    }

    @Test
    void theListsOfASubscriberThatTakesLittleAtATimeStaySmall() {
        AtomicLong requested = new AtomicLong();
        Flux<Integer> source = Flux.range(0, 100_000).hide().doOnRequest(requested::addAndGet);
        StepVerifier.create(sizes(source), 0)
                .then(() -> assertThat(requested).hasValueLessThanOrEqualTo(2 * 256))
                .thenRequest(1)
                .expectNext(256)
                .thenRequest(2)
                .expectNext(256, 256)
                .then(() -> assertThat(requested).hasValueLessThanOrEqualTo(5 * 256))
                .thenCancel()
                .verify();
    }

    private static Flux<Integer> sizes(Flux<Integer> source) {
        return GrowingChunks.concatMap(source, chunk -> Flux.just(chunk.size()));
    }

    @Test
    void anEmptySourceHasNoList() {
        StepVerifier.create(sizes(Flux.empty())).verifyComplete();
    }

    @Test
    void anErrorDiscardsWhatWasCollected() {
        List<Object> discarded = new ArrayList<>();
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.create(sizes(source.flux()).doOnDiscard(Integer.class, discarded::add))
                .then(() -> source.next(1, 2).error(new IllegalStateException("cut")))
                .verifyErrorMessage("cut");
        assertThat(discarded).containsExactly(1, 2);
    }

    @Test
    void aCancelReachesTheSource() {
        TestPublisher<Integer> source = TestPublisher.create();
        StepVerifier.create(sizes(source.flux())).thenCancel().verify();
        source.assertCancelled();
    }
}
