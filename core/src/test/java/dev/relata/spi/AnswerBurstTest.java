package dev.relata.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

class AnswerBurstTest {

    private final RecordedBurst burst = new RecordedBurst();

    /** Counts bursts, as a scope does. */
    private static final class RecordedBurst implements Burst {

        private int open;
        private int begun;

        @Override
        public void begin() {
            open++;
            begun++;
        }

        @Override
        public void end() {
            open--;
        }
    }

    /** Notes with each signal how many bursts are open. */
    private final class OpenAtSignals extends BaseSubscriber<Integer> {

        private final List<String> signals = new ArrayList<>();
        private final long first;
        private long more;

        OpenAtSignals(long first) {
            this.first = first;
        }

        @Override
        public Context currentContext() {
            return Context.of(Burst.KEY, burst);
        }

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            request(first);
        }

        @Override
        protected void hookOnNext(Integer value) {
            signals.add(value + " in " + burst.open);
            if (more-- > 0) {
                request(1);
            }
        }

        @Override
        protected void hookOnError(Throwable error) {
            signals.add(error.getMessage() + " in " + burst.open);
        }

        @Override
        protected void hookOnComplete() {
            signals.add("end in " + burst.open);
        }
    }

    private final TestPublisher<Integer> answer = TestPublisher.create();

    private OpenAtSignals subscribed(long demand) {
        OpenAtSignals subscriber = new OpenAtSignals(demand);
        Burst.aroundAnswer(answer.flux()).subscribe(subscriber);
        return subscriber;
    }

    @Test
    void noBurstIsOpenBeforeTheFirstElement() {
        subscribed(Long.MAX_VALUE);

        assertThat(burst.open).isZero();
    }

    @Test
    void allElementsAndTheEndAreOneBurst() {
        OpenAtSignals subscriber = subscribed(Long.MAX_VALUE);
        int before = burst.begun;

        answer.next(1);
        assertThat(burst.open).isOne();
        answer.next(2).complete();

        assertThat(subscriber.signals).containsExactly("1 in 1", "2 in 1", "end in 1");
        assertThat(burst.begun - before).isOne();
        assertThat(burst.open).isZero();
    }

    @Test
    void anAnswerWithoutElementsIsABurstToo() {
        OpenAtSignals subscriber = subscribed(1);

        answer.complete();

        assertThat(subscriber.signals).containsExactly("end in 1");
        assertThat(burst.open).isZero();
    }

    @Test
    void anErrorEndsTheBurst() {
        OpenAtSignals subscriber = subscribed(Long.MAX_VALUE);

        answer.next(1).error(new IllegalStateException("lost"));

        assertThat(subscriber.signals).containsExactly("1 in 1", "lost in 1");
        assertThat(burst.open).isZero();
    }

    @Test
    void aCancelEndsTheBurst() {
        OpenAtSignals subscriber = subscribed(Long.MAX_VALUE);
        answer.next(1);

        subscriber.cancel();

        assertThat(burst.open).isZero();
        answer.assertCancelled();
    }

    @Test
    void aCancelFromInsideAnElementEndsTheBurst() {
        StepVerifier.create(Burst.aroundAnswer(Flux.range(1, 10)).take(2).contextWrite(Context.of(Burst.KEY, burst)))
                .expectNext(1, 2)
                .verifyComplete();

        assertThat(burst.open).isZero();
    }

    @Test
    void theLastElementThatWasRequestedEndsTheBurst() {
        OpenAtSignals subscriber = subscribed(2);

        answer.next(1);
        assertThat(burst.open).isOne();
        answer.next(2);
        assertThat(burst.open).isZero();
        subscriber.request(1);
        assertThat(burst.open).isZero();
        answer.next(3);
        assertThat(burst.open).isZero();

        assertThat(subscriber.signals).containsExactly("1 in 1", "2 in 1", "3 in 1");
    }

    @Test
    void demandFromInsideAnElementKeepsTheBurst() {
        OpenAtSignals subscriber = new OpenAtSignals(1);
        subscriber.more = 1;
        Burst.aroundAnswer(answer.flux()).subscribe(subscriber);

        answer.next(1);
        assertThat(burst.open).isOne();
        answer.next(2);
        assertThat(burst.open).isZero();
    }

    @Test
    void eachRequestIsABurst() {
        OpenAtSignals subscriber = new OpenAtSignals(2);

        Burst.aroundAnswer(Flux.just(1, 2, 3)).subscribe(subscriber);
        subscriber.request(5);

        assertThat(subscriber.signals).containsExactly("1 in 2", "2 in 2", "3 in 2", "end in 2");
        assertThat(burst.open).isZero();
    }

    @Test
    void aSubscriberThatThrowsLeavesNoBurstOpen() {
        Mono<Integer> thrower = Burst.aroundAnswer(Flux.just(1))
                .doOnNext(value -> {
                    throw new IllegalArgumentException("bad");
                })
                .next()
                .contextWrite(Context.of(Burst.KEY, burst));

        StepVerifier.create(thrower).verifyErrorMessage("bad");
        assertThat(burst.open).isZero();
    }

    @Test
    void outsideAllScopesNothingIsAdded() {
        StepVerifier.create(Burst.aroundAnswer(Flux.just(1, 2)), 1)
                .expectNext(1)
                .thenRequest(1)
                .expectNext(2)
                .verifyComplete();
    }
}
