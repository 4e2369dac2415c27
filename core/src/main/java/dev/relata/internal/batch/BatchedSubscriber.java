package dev.relata.internal.batch;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Asks for 256 at a time, and for the next ones only when these are delivered: somebody who asks for one at a time would
 * otherwise have the pipeline look up one at a time. Whoever asks for everything from the start gets it unasked: at each
 * request {@code flatMap} searches all that it has.
 */
final class BatchedSubscriber<R> implements CoreSubscriber<R>, Subscription, Scannable {

    private static final int BUFFER = 256;

    private final CoreSubscriber<? super R> actual;
    private final ScopeSubscription entry;
    private Queue<R> buffer = Queues.<R>get(BUFFER).get();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicInteger drains = new AtomicInteger();
    private Subscription upstream = Operators.emptySubscription();
    private volatile boolean cancelled;
    private volatile boolean complete;
    private volatile @Nullable Throwable error;
    private int delivered;
    private boolean unbounded;
    private boolean done;

    BatchedSubscriber(CoreSubscriber<? super R> actual, ScopeSubscription entry) {
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
        if (demand.get() == Long.MAX_VALUE) {
            unbounded = true;
            buffer = Queues.<R>unbounded(BUFFER).get();
        }
        refill();
    }

    private void refill() {
        entry.burst().begin();
        try {
            upstream.request(unbounded ? Long.MAX_VALUE : BUFFER);
        } finally {
            entry.burst().end();
        }
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
        upstream.cancel();
        entry.leave();
        drain();
    }

    @Override
    public void onNext(R value) {
        if (complete || !buffer.offer(value)) {
            refuse(value);
        } else {
            entry.goOn();
            drain();
        }
    }

    private void refuse(R value) {
        Operators.onDiscard(value, actual.currentContext());
        if (!complete) {
            upstream.cancel();
            onError(Exceptions.failWithOverflow("more elements came than were asked for"));
        }
    }

    @Override
    public void onError(Throwable why) {
        error = why;
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

    // "complete" is read before the buffer: elements are there before the end is.
    private boolean ended() {
        if (done || cancelled) {
            return true;
        }
        if (!complete || !buffer.isEmpty()) {
            return false;
        }
        done = true;
        entry.leave();
        Throwable why = error;
        if (why == null) {
            actual.onComplete();
        } else {
            actual.onError(why);
        }
        return true;
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.ACTUAL ? actual : key == Attr.PARENT ? upstream : null;
    }
}
