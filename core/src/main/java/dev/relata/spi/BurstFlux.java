package dev.relata.spi;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.util.context.Context;

/** Brackets the calls that go up; signals pass as they are. */
final class BurstFlux<R> extends FluxOperator<R, R> {

    BurstFlux(Flux<? extends R> source) {
        super(source);
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        Burst burst = Burst.of(actual.currentContext());
        if (burst == Burst.NONE) {
            source.subscribe(actual);
            return;
        }
        burst.begin();
        try {
            source.subscribe(new Bracket<>(actual, burst));
        } finally {
            burst.end();
        }
    }

    /** Scannable, so that what looks down the chain of subscribers does not end here. */
    private static final class Bracket<R> implements CoreSubscriber<R>, Subscription, Scannable {

        private final CoreSubscriber<? super R> actual;
        private final Burst burst;
        private Subscription upstream = Upstream.NONE;

        Bracket(CoreSubscriber<? super R> actual, Burst burst) {
            this.actual = actual;
            this.burst = burst;
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
        public void onNext(R value) {
            actual.onNext(value);
        }

        @Override
        public void onError(Throwable error) {
            actual.onError(error);
        }

        @Override
        public void onComplete() {
            actual.onComplete();
        }

        @Override
        public void request(long n) {
            burst.begin();
            try {
                upstream.request(n);
            } finally {
                burst.end();
            }
        }

        @Override
        public void cancel() {
            upstream.cancel();
        }

        @Override
        @SuppressWarnings("rawtypes") // as declared
        public @Nullable Object scanUnsafe(Attr key) {
            return key == Attr.ACTUAL ? actual : key == Attr.PARENT ? upstream : null;
        }
    }

    /** Before onSubscribe there is nothing to ask. */
    private enum Upstream implements Subscription {
        NONE;

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }
}
