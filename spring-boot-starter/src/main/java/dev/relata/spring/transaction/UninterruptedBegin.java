package dev.relata.spring.transaction;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Keeps a cancel away from a transaction of Spring until the pipeline inside it has been subscribed. Spring Framework 7.0 forgets a
 * transaction whose beginning is cancelled: the connection is lost, or given back inside the transaction (spring-framework #36344);
 * and the first statement of a pipeline that is subscribed at the moment of the cancel would follow the ROLLBACK, outside any
 * transaction. The subscriber is let go at once, the transaction is rolled back as soon as it can be.
 */
final class UninterruptedBegin<R> implements CoreSubscriber<R>, Subscription {

    private enum State {
        BEGINNING,
        SUBSCRIBING,
        OPEN,
        CANCELLED
    }

    private final CoreSubscriber<? super R> actual;
    private final AtomicReference<State> state = new AtomicReference<>(State.BEGINNING);
    private Subscription transaction = Operators.emptySubscription();

    private UninterruptedBegin(CoreSubscriber<? super R> actual) {
        this.actual = actual;
    }

    /** Runs a pipeline in the transaction that an operator begins around it. */
    static <R> Flux<R> of(Flux<R> pipeline, UnaryOperator<Flux<R>> transactional) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super R> actual) {
                UninterruptedBegin<R> begin = new UninterruptedBegin<>(actual);
                transactional.apply(begin.inside(pipeline)).subscribe(begin);
            }
        };
    }

    private Flux<R> inside(Flux<R> pipeline) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super R> subscriber) {
                if (!state.compareAndSet(State.BEGINNING, State.SUBSCRIBING)) {
                    Operators.error(subscriber, new CancellationException("cancelled before the transaction began"));
                    return;
                }
                pipeline.subscribe(subscriber);
                if (!state.compareAndSet(State.SUBSCRIBING, State.OPEN) && state.get() == State.CANCELLED) {
                    transaction.cancel();
                }
            }
        };
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        transaction = upstream;
        actual.onSubscribe(this);
    }

    @Override
    public void request(long elements) {
        transaction.request(elements);
    }

    @Override
    public void cancel() {
        if (state.getAndSet(State.CANCELLED) == State.OPEN) {
            transaction.cancel();
        }
    }

    @Override
    public void onNext(R element) {
        // A source that emits while it is subscribed must hear of a cancel from here.
        state.compareAndSet(State.SUBSCRIBING, State.OPEN);
        actual.onNext(element);
    }

    @Override
    public void onError(Throwable error) {
        if (state.get() != State.CANCELLED) {
            actual.onError(error);
        }
    }

    @Override
    public void onComplete() {
        if (state.get() != State.CANCELLED) {
            actual.onComplete();
        }
    }
}
