package dev.relata.internal.batch;

import dev.relata.spi.Burst;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** A pipeline of at most one answer, in a scope. */
final class BatchedMono<R> extends MonoOperator<R, R> {

    private final Scopes scopes;

    BatchedMono(Mono<? extends R> source, Scopes scopes) {
        super(source);
        this.scopes = scopes;
    }

    @Override
    public void subscribe(CoreSubscriber<? super R> actual) {
        ScopeSubscription entry = ScopeSubscription.of(scopes, actual.currentContext());
        entry.burst().begin();
        try {
            source.subscribe(new Inside<>(actual, entry));
        } finally {
            entry.burst().end();
        }
    }

    private static final class Inside<R> implements CoreSubscriber<R>, Subscription, Scannable {

        private final CoreSubscriber<? super R> actual;
        private final ScopeSubscription entry;
        private Subscription upstream = Operators.emptySubscription();

        Inside(CoreSubscriber<? super R> actual, ScopeSubscription entry) {
            this.actual = actual;
            this.entry = entry;
        }

        @Override
        public Context currentContext() {
            return entry.context();
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
            entry.leave();
            actual.onError(error);
        }

        @Override
        public void onComplete() {
            entry.leave();
            actual.onComplete();
        }

        @Override
        public void request(long n) {
            Burst burst = entry.burst();
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
            entry.leave();
        }

        @Override
        @SuppressWarnings("rawtypes") // as declared
        public @Nullable Object scanUnsafe(Attr key) {
            return key == Attr.ACTUAL ? actual : key == Attr.PARENT ? upstream : null;
        }
    }
}
