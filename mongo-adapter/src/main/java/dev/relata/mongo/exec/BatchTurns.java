package dev.relata.mongo.exec;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * Fetches each batch of a cursor in a turn of its own, so that between batches other commands of the session run. Downstream
 * asks for one batch at a time.
 */
final class BatchTurns<R> extends FluxOperator<R, R> {

    private final Turns turns;

    BatchTurns(Flux<R> batches, Turns turns) {
        super(batches);
        this.turns = turns;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        source.subscribe(new Fetching<>(actual, turns));
    }

    private static final class Fetching<R> implements CoreSubscriber<R>, Subscription {

        private final CoreSubscriber<? super R> actual;
        private final Turns turns;
        private final AtomicReference<Turns.@Nullable Permit> held = new AtomicReference<>();
        private volatile @Nullable Subscription upstream;
        private volatile @Nullable Subscription waiting;
        private volatile boolean over;

        Fetching(CoreSubscriber<? super R> actual, Turns turns) {
            this.actual = actual;
            this.turns = turns;
        }

        @Override
        public Context currentContext() {
            return actual.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            actual.onSubscribe(this);
        }

        @Override
        public void request(long n) {
            Mono<Turns.Permit> place = turns.enter();
            place.subscribe(new Place(n));
        }

        @Override
        public void cancel() {
            over = true;
            Subscription place = waiting;
            Subscription cursor = upstream;
            if (place != null) {
                place.cancel();
            }
            if (cursor != null) {
                cursor.cancel();
            }
            leave();
        }

        @Override
        public void onNext(R batch) {
            leave();
            actual.onNext(batch);
        }

        @Override
        public void onError(Throwable error) {
            over = true;
            leave();
            actual.onError(error);
        }

        @Override
        public void onComplete() {
            over = true;
            leave();
            actual.onComplete();
        }

        private void leave() {
            Turns.Permit permit = held.getAndSet(null);
            if (permit != null) {
                permit.leave();
            }
        }

        /** Asks the cursor when it is its turn. */
        private final class Place implements CoreSubscriber<Turns.Permit> {

            private final long batches;

            Place(long batches) {
                this.batches = batches;
            }

            @Override
            public void onSubscribe(Subscription subscription) {
                waiting = subscription;
                subscription.request(1);
            }

            @Override
            public void onNext(Turns.Permit permit) {
                held.set(permit);
                Subscription cursor = upstream;
                if (over) {
                    // What came last asked for more, and ended before its turn: nobody else would give the permit back.
                    leave();
                } else if (cursor != null) {
                    cursor.request(batches);
                }
            }

            @Override
            public void onError(Throwable error) {
                actual.onError(error);
            }

            @Override
            public void onComplete() {}
        }
    }
}
