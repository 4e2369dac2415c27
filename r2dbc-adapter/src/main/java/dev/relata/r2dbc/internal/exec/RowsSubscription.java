package dev.relata.r2dbc.internal.exec;

import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * The subscription to the rows of one answer, which arrive whatever the demand. To a subscriber that has requested them all before the
 * first one, as most do, they are passed on as they come; for any other they wait in a queue. Rows and the end are given by one thread at a
 * time.
 *
 * @param <R> what is made of a row
 */
final class RowsSubscription<R> extends AtomicInteger implements Subscription, Scannable {

    private static final long serialVersionUID = 1L;

    private final transient CoreSubscriber<? super R> actual;
    private final transient AtomicLong demand = new AtomicLong();
    private final transient Disposable.Swap onCancel = Disposables.swap();
    private transient volatile @Nullable Queue<R> queue;
    private transient boolean begun;
    private transient @Nullable Throwable error;
    private transient volatile boolean done;
    private transient volatile boolean cancelled;

    RowsSubscription(CoreSubscriber<? super R> actual) {
        this.actual = actual;
    }

    Context context() {
        return actual.currentContext();
    }

    /** Says what is to be done when the subscriber leaves. */
    boolean onCancel(Disposable action) {
        return onCancel.update(action);
    }

    /** Gives a row. */
    void next(R row) {
        if (!begun) {
            begin();
        }
        Queue<R> waiting = queue;
        if (waiting != null) {
            waiting.offer(row);
            drain();
        } else if (!cancelled) {
            actual.onNext(row);
        }
    }

    private void begin() {
        begun = true;
        if (demand.get() != Long.MAX_VALUE) {
            queue = Queues.<R>unbounded().get();
        }
    }

    void complete() {
        end(null);
    }

    void error(Throwable why) {
        end(why);
    }

    private void end(@Nullable Throwable why) {
        error = why;
        done = true;
        drain();
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
        onCancel.dispose();
        drain();
    }

    private void drain() {
        if (getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            deliver();
            missed = addAndGet(-missed);
        } while (missed != 0);
    }

    private void deliver() {
        Queue<R> waiting = queue;
        long wanted = demand.get();
        long given = 0;
        while (waiting != null && given < wanted && !cancelled) {
            R row = waiting.poll();
            if (row == null) {
                break;
            }
            actual.onNext(row);
            given++;
        }
        if (given > 0 && wanted != Long.MAX_VALUE) {
            demand.addAndGet(-given);
        }
        finish();
    }

    // "done" is read before the queue, which has all rows once it is set.
    private void finish() {
        boolean last = done;
        Queue<R> waiting = queue;
        if (cancelled) {
            Operators.onDiscardQueueWithClear(waiting, context(), null);
        } else if (last && (waiting == null || waiting.isEmpty())) {
            cancelled = true;
            Throwable why = error;
            if (why == null) {
                actual.onComplete();
            } else {
                actual.onError(why);
            }
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.ACTUAL ? actual : null;
    }
}
