package dev.relata.internal.operator;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Stands between a source and a subscriber, and passes every signal and every request on; an operator overrides what it
 * changes. Scannable, so that a search along the chain of subscribers does not end here.
 *
 * @param <I> the elements of the source
 * @param <O> the elements of the subscriber
 */
public abstract class OperatorSubscriber<I, O> implements CoreSubscriber<I>, Subscription, Scannable {

    /** The subscriber. */
    protected final CoreSubscriber<? super O> actual;

    private Subscription upstream = Operators.emptySubscription();

    /**
     * Creates the shell of one subscription.
     *
     * @param actual the subscriber
     */
    protected OperatorSubscriber(CoreSubscriber<? super O> actual) {
        this.actual = actual;
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    // Passes itself on and not the subscription, which might offer its own elements by fusion.
    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        actual.onSubscribe(this);
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
        upstream.request(n);
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
