package dev.relata.test.streams;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/** Passes everything on, but demand that comes within {@code onSubscribe} when that has returned. */
final class SubscribedFirst implements Subscriber<Object>, Subscription {

    private final Subscriber<? super Object> actual;
    private @Nullable Subscription upstream;
    private long early;

    SubscribedFirst(Subscriber<? super Object> actual) {
        this.actual = actual;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        actual.onSubscribe(this);
        long demand;
        synchronized (this) {
            upstream = subscription;
            demand = early;
        }
        if (demand > 0) {
            subscription.request(demand);
        }
    }

    @Override
    public void request(long n) {
        Subscription subscription;
        synchronized (this) {
            subscription = upstream;
            if (subscription == null) {
                early = Operators.addCap(early, n);
                return;
            }
        }
        subscription.request(n);
    }

    @Override
    public void cancel() {
        throw new IllegalStateException("no rule that demand waits for cancels");
    }

    @Override
    public void onNext(Object element) {
        actual.onNext(element);
    }

    @Override
    public void onError(Throwable error) {
        actual.onError(error);
    }

    @Override
    public void onComplete() {
        actual.onComplete();
    }
}
