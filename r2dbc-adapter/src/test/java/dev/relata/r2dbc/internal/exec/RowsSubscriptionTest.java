package dev.relata.r2dbc.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class RowsSubscriptionTest {

    private final AtomicReference<RowsSubscription<Integer>> source = new AtomicReference<>();
    private final Flux<Integer> rows = new RowsFlux<>(source::set);

    private void give(int from, int to) {
        for (int row = from; row < to; row++) {
            source.get().next(row);
        }
    }

    @Test
    void rowsArePassedOnAsTheyComeWhereAllAreRequested() {
        StepVerifier.create(rows)
                .then(() -> give(0, 2))
                .expectNext(0, 1)
                .then(() -> give(2, 3))
                .expectNext(2)
                .then(() -> source.get().complete())
                .verifyComplete();
    }

    @Test
    void rowsWaitForTheDemandAndTheEndWaitsForTheRows() {
        StepVerifier.create(rows, 1)
                .then(() -> give(0, 5))
                .expectNext(0)
                .then(() -> source.get().complete())
                .thenRequest(2)
                .expectNext(1, 2)
                .thenRequest(Long.MAX_VALUE)
                .expectNext(3, 4)
                .verifyComplete();
    }

    @Test
    void aDemandThatGrowsLaterIsHonouredFromTheQueueOn() {
        StepVerifier.create(rows, 1)
                .then(() -> give(0, 2))
                .expectNext(0)
                .thenRequest(Long.MAX_VALUE)
                .expectNext(1)
                .then(() -> give(2, 4))
                .expectNext(2, 3)
                .then(() -> source.get().complete())
                .verifyComplete();
    }

    @Test
    void anErrorComesBehindTheRowsBeforeIt() {
        StepVerifier.create(rows, 1)
                .then(() -> give(0, 2))
                .then(() -> source.get().error(new IllegalStateException("cut")))
                .expectNext(0)
                .thenRequest(1)
                .expectNext(1)
                .verifyErrorMessage("cut");
    }

    @Test
    void noRowsEndWithoutDemand() {
        StepVerifier.create(rows, 0).then(() -> source.get().complete()).verifyComplete();
    }

    @Test
    void aCancelIsToldOnceAndDiscardsWhatWaits() {
        List<Object> discarded = new ArrayList<>();
        AtomicInteger told = new AtomicInteger();
        StepVerifier.create(rows.doOnDiscard(Integer.class, discarded::add), 1)
                .then(() -> source.get().onCancel(told::incrementAndGet))
                .then(() -> give(0, 3))
                .expectNext(0)
                .thenCancel()
                .verify();
        source.get().cancel();
        give(3, 4);
        source.get().complete();
        assertThat(told).hasValue(1);
        assertThat(discarded).contains(1, 2);
    }
}
