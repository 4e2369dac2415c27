package dev.relata.internal.batch;

import dev.relata.internal.operator.FirstError;
import dev.relata.internal.operator.OperatorSubscriber;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Requests 256 elements, and the next 256 when these are delivered: for a subscriber that requests one at a time the pipeline
 * would otherwise look up one at a time. An unbounded demand from the start is passed on, because at each request
 * {@code flatMap} searches all its inner sources.
 */
final class BatchedSubscriber<R> extends OperatorSubscriber<R, R> {

    private static final int BUFFER = 256;

    private final ScopeSubscription scope;
    private Queue<R> buffer = Queues.<R>get(BUFFER).get();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger drains = new AtomicInteger();
    private volatile boolean cancelled;
    private volatile boolean complete;
    private volatile @Nullable Throwable error;
    private int delivered;
    private boolean unbounded;
    private boolean done;

    BatchedSubscriber(CoreSubscriber<? super R> actual, ScopeSubscription scope) {
        super(actual);
        this.scope = scope;
    }

    @Override
    public Context currentContext() {
        return scope.context();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        super.onSubscribe(subscription);
        if (demand.get() == Long.MAX_VALUE) {
            unbounded = true;
            buffer = Queues.<R>unbounded(BUFFER).get();
        }
        refill();
    }

    private void refill() {
        scope.asBurst(() -> super.request(unbounded ? Long.MAX_VALUE : BUFFER));
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            demand.accumulateAndGet(n, Operators::addCap);
            drain();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        super.cancel();
        scope.leave();
        drain();
    }

    @Override
    public void onNext(R value) {
        if (complete || !buffer.offer(value)) {
            refuse(value);
        } else {
            scope.goOn();
            drain();
        }
    }

    private void refuse(R value) {
        Operators.onDiscard(value, actual.currentContext());
        if (!complete) {
            super.cancel();
            onError(Exceptions.failWithOverflow("more elements came than were asked for"));
        }
    }

    @Override
    public void onError(Throwable why) {
        error = FirstError.of(why);
        complete = true;
        drain();
    }

    @Override
    public void onComplete() {
        complete = true;
        drain();
    }

    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            deliver();
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }

    private void deliver() {
        long wanted = demand.get();
        long given = 0;
        while (!ended() && given < wanted && deliverOne()) {
            given++;
        }
        if (given > 0 && wanted != Long.MAX_VALUE) {
            demand.addAndGet(-given);
        }
        if (cancelled) {
            Operators.onDiscardQueueWithClear(buffer, actual.currentContext(), null);
        }
    }

    private boolean deliverOne() {
        R value = buffer.poll();
        if (value == null) {
            return false;
        }
        actual.onNext(value);
        if (!unbounded && ++delivered == BUFFER) {
            delivered = 0;
            refill();
        }
        return true;
    }

    // "complete" is read before the buffer, which has all elements once it is set.
    private boolean ended() {
        if (done || cancelled) {
            return true;
        }
        if (!complete || !buffer.isEmpty()) {
            return false;
        }
        done = true;
        scope.leave();
        Throwable why = error;
        if (why == null) {
            actual.onComplete();
        } else {
            actual.onError(why);
        }
        return true;
    }
}
