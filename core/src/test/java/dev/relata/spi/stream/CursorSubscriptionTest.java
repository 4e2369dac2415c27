package dev.relata.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.Burst;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.test.StepVerifier;

class CursorSubscriptionTest {

    /** Answers every fetch at once, from a table of so many rows. */
    private static final class Table implements CursorSource {

        private final CursorSubscription<Integer> subscription;
        private final int rows;
        private final List<Integer> fetches = new ArrayList<>();
        private int next;
        private boolean cancelled;

        private Table(CursorSubscription<Integer> subscription, int rows) {
            this.subscription = subscription;
            this.rows = rows;
        }

        @Override
        public void fetch(int size) {
            fetches.add(size);
            int sent = 0;
            for (; sent < size && next < rows; sent++) {
                subscription.row(next++);
            }
            subscription.fetched(sent < size);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    private final List<Table> tables = new ArrayList<>();

    private CursorFlux<Integer> stream(int rows, int fetchSize) {
        return new CursorFlux<>(() -> FetchSize.fixed(fetchSize), subscription -> {
            Table table = new Table(subscription, rows);
            tables.add(table);
            return table;
        });
    }

    private Table table() {
        return tables.get(tables.size() - 1);
    }

    @Test
    void nothingIsFetchedBeforeDemand() {
        StepVerifier.create(stream(10, 4), 0).expectSubscription().thenCancel().verify();
        assertThat(table().fetches).isEmpty();
    }

    @Test
    void aMillionRowsAnsweredAtOnceDoNotDeepenTheStack() {
        StepVerifier.create(stream(1_000_000, 1)).expectNextCount(1_000_000).verifyComplete();
    }

    @Test
    void demandFromWithinOnNextIsServed() {
        List<Integer> seen = new ArrayList<>();
        stream(100_000, 3).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                request(1);
            }

            @Override
            protected void hookOnNext(Integer value) {
                seen.add(value);
                request(1);
            }
        });
        assertThat(seen).hasSize(100_000).isSorted();
    }

    @Test
    void theNextFetchWaitsUntilHalfIsDeliveredAndDemandIsOutstanding() {
        StepVerifier.create(stream(100, 10), 0)
                .thenRequest(5)
                .expectNextCount(5)
                .then(() -> assertThat(table().fetches).hasSize(1))
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(table().fetches).hasSize(2))
                .thenCancel()
                .verify();
    }

    @Test
    void anEmptyAnswerCompletesAndAFullOneIsFollowedByAnother() {
        StepVerifier.create(stream(0, 5)).verifyComplete();
        StepVerifier.create(stream(5, 5)).expectNextCount(5).verifyComplete();
        assertThat(table().fetches).hasSize(2);
    }

    @Test
    void theRowsBeforeAnErrorAreDelivered() {
        CursorFlux<Integer> failing = new CursorFlux<>(() -> FetchSize.fixed(3), subscription -> new CursorSource() {
            @Override
            public void fetch(int rows) {
                subscription.row(1);
                subscription.row(2);
                subscription.failed(new IllegalStateException("lost"));
            }

            @Override
            public void cancel() {}
        });
        StepVerifier.create(failing, 1)
                .expectNext(1)
                .thenRequest(1)
                .expectNext(2)
                .verifyErrorMessage("lost");
    }

    @Test
    void cancelFromWithinOnNextStopsAtOnceAndReachesTheSource() {
        StepVerifier.create(stream(100, 10).take(3)).expectNext(0, 1, 2).verifyComplete();
        assertThat(table().cancelled).isTrue();
        assertThat(table().fetches).hasSize(1);
    }

    @Test
    void whatArrivesAfterACancelIsDropped() {
        StepVerifier.create(stream(100, 10), 1).expectNext(0).thenCancel().verify();
        table().subscription.row(7);
        table().subscription.failed(new IllegalStateException("late"));
    }

    @Test
    void aCompletedStreamIsNotCancelledAgain() {
        BaseSubscriber<Integer> subscriber = new BaseSubscriber<>() {};
        List<Subscription> subscriptions = new ArrayList<>();
        stream(3, 10).doOnSubscribe(subscriptions::add).subscribe(subscriber);
        subscriptions.forEach(Subscription::cancel);
        assertThat(table().cancelled).isFalse();
    }

    @Test
    void demandOfZeroIsAnErrorAndEndsTheCursor() {
        List<Throwable> errors = new ArrayList<>();
        stream(100, 10).subscribe(new CoreSubscriber<>() {
            @Override
            public void onSubscribe(Subscription subscription) {
                subscription.request(0);
            }

            @Override
            public void onNext(Integer value) {
                throw new AssertionError("no demand");
            }

            @Override
            public void onError(Throwable error) {
                errors.add(error);
            }

            @Override
            public void onComplete() {
                throw new AssertionError("no completion");
            }
        });
        assertThat(errors).singleElement().isInstanceOf(IllegalArgumentException.class);
        assertThat(table().cancelled).isTrue();
    }

    /** Counts the bursts that are open. */
    private static final class OpenBursts extends AtomicInteger implements Burst {

        private static final long serialVersionUID = 1L;

        @Override
        public void begin() {
            incrementAndGet();
        }

        @Override
        public void end() {
            decrementAndGet();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theBurstOfAFetchEndsWithCancelAndWithMisuse(boolean cancel) {
        OpenBursts bursts = new OpenBursts();
        List<CursorSubscription<Integer>> opened = new ArrayList<>();
        CursorFlux<Integer> rows = new CursorFlux<>(() -> FetchSize.fixed(4), subscription -> {
            opened.add(subscription);
            return new CursorSource() {
                @Override
                public void fetch(int size) {}

                @Override
                public void cancel() {}
            };
        });
        rows.contextWrite(context -> context.put(Burst.KEY, bursts)).subscribe(new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.request(4);
            }

            @Override
            protected void hookOnError(Throwable error) {
                assertThat(error).hasMessageContaining("3.9");
            }
        });

        CursorSubscription<Integer> subscription = opened.get(0);
        subscription.row(1);
        assertThat(bursts).hasValue(1);
        if (cancel) {
            subscription.cancel();
        } else {
            subscription.request(-1);
        }
        assertThat(bursts).hasValue(0);
        subscription.row(2);
        assertThat(bursts).hasValue(0);
    }
}
