package dev.relata.spring.web;

import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * Fills one buffer with rows and hands it on. Rows, demand and the timer come on threads of their own: what they change is guarded by
 * this object, and signals go out one at a time, by the thread that has found work in progress at zero, unguarded.
 */
final class RowBufferSubscriber implements CoreSubscriber<Object>, Subscription {

    private static final int MOST_ROWS = 1_024;

    /** Assumed of a row until there is one, so that few are asked for at first and the first byte goes out early. */
    private static final int ASSUMED_ROW_WEIGHT = 1_024;

    private final CoreSubscriber<? super DataBuffer> actual;
    private final DataBufferFactory factory;
    private final Scheduler scheduler;
    private final RowWriter writer;
    private final AtomicInteger wip = new AtomicInteger();
    private Subscription rows = Operators.emptySubscription();
    private volatile boolean cancelled;

    private @Nullable DataBuffer buffer;
    private long demand;
    private long outstanding;
    private long written;
    private long writtenRows;
    private long buffersOut;
    private boolean due;
    private boolean done;
    private boolean over;
    private @Nullable Throwable error;
    private @Nullable Disposable timer;
    private long timedBuffer;

    RowBufferSubscriber(
            CoreSubscriber<? super DataBuffer> actual,
            DataBufferFactory factory,
            RowWriter.Factory writers,
            Scheduler scheduler) {
        this.actual = actual;
        this.factory = factory;
        this.scheduler = scheduler;
        this.writer = writers.open(new BufferOutput());
    }

    /** Writes to the present buffer. */
    private final class BufferOutput extends OutputStream {

        @Override
        public void write(int value) {
            present().write((byte) value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            present().write(bytes, offset, length);
        }

        private DataBuffer present() {
            DataBuffer present = buffer;
            if (present == null) {
                present = factory.allocateBuffer(RowBuffers.WEIGHT + RowBuffers.WEIGHT / 8);
                buffer = present;
            }
            return present;
        }
    }

    @Override
    public Context currentContext() {
        return actual.currentContext();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        rows = subscription;
        actual.onSubscribe(this);
    }

    @Override
    public void onNext(Object row) {
        boolean ready;
        try {
            ready = append(row);
        } catch (Throwable failure) {
            onError(Operators.onOperatorError(rows, failure, row, actual.currentContext()));
            return;
        }
        if (ready) {
            drain();
        }
    }

    /** Returns whether there is something to do. */
    private synchronized boolean append(Object row) {
        if (done || over) {
            Operators.onNextDropped(row, actual.currentContext());
            return false;
        }
        writer.write(row);
        writtenRows++;
        outstanding--;
        due |= outstanding == 0 && buffersOut == 0;
        startTimer();
        return outstanding == 0 || due || weight() >= RowBuffers.WEIGHT;
    }

    private int weight() {
        DataBuffer present = buffer;
        return writer.held() + (present == null ? 0 : present.readableByteCount());
    }

    /** A timer lives on when its buffer goes out early, so that there are few of them. */
    private void startTimer() {
        if (timer == null && outstanding > 0) {
            timedBuffer = buffersOut;
            timer = scheduler.schedule(this::timeIsUp, RowBuffers.DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void timeIsUp() {
        synchronized (this) {
            timer = null;
            if (over || weight() == 0) {
                return;
            }
            if (timedBuffer == buffersOut) {
                due = true;
            } else {
                startTimer();
            }
        }
        drain();
    }

    @Override
    public void onComplete() {
        try {
            synchronized (this) {
                if (done || over) {
                    return;
                }
                writer.end();
                done = true;
            }
        } catch (Throwable failure) {
            onError(Operators.onOperatorError(failure, actual.currentContext()));
            return;
        }
        drain();
    }

    @Override
    public void onError(Throwable failure) {
        synchronized (this) {
            if (done || over) {
                Operators.onErrorDropped(failure, actual.currentContext());
                return;
            }
            error = failure;
            done = true;
        }
        drain();
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n)) {
            synchronized (this) {
                demand = Operators.addCap(demand, n);
            }
            drain();
        }
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            rows.cancel();
            drain();
        }
    }

    private void drain() {
        if (wip.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        while (missed != 0) {
            signal();
            missed = wip.addAndGet(-missed);
        }
    }

    private void signal() {
        while (!cancelled) {
            DataBuffer full = takeBuffer();
            if (full == null) {
                break;
            }
            actual.onNext(full);
        }
        if (cancelled) {
            end();
        } else if (isComplete()) {
            Throwable failure = error;
            end();
            if (failure == null) {
                actual.onComplete();
            } else {
                actual.onError(failure);
            }
        } else {
            requestRows();
        }
    }

    private synchronized @Nullable DataBuffer takeBuffer() {
        boolean ready = due || done || weight() >= RowBuffers.WEIGHT;
        if (over || demand == 0 || !ready || isUnseenFailure() || weight() == 0) {
            return null;
        }
        writer.flush();
        DataBuffer full = buffer;
        buffer = null;
        if (full != null) {
            demand = demand == Long.MAX_VALUE ? demand : demand - 1;
            written += full.readableByteCount();
            buffersOut++;
            due = false;
        }
        return full;
    }

    private boolean isUnseenFailure() {
        return error != null && buffersOut == 0;
    }

    private synchronized boolean isComplete() {
        return !over && done && (isUnseenFailure() || weight() == 0);
    }

    private void requestRows() {
        long more;
        synchronized (this) {
            if (over || done || outstanding > 0 || demand == 0) {
                return;
            }
            long rowWeight = writtenRows == 0 ? ASSUMED_ROW_WEIGHT : 1 + (written + weight()) / writtenRows;
            more = Math.max(1, Math.min(MOST_ROWS, (RowBuffers.WEIGHT - weight()) / rowWeight));
            outstanding = more;
        }
        rows.request(more);
    }

    private synchronized void end() {
        if (over) {
            return;
        }
        over = true;
        if (timer != null) {
            timer.dispose();
        }
        writer.close();
        if (buffer != null) {
            DataBufferUtils.release(buffer);
            buffer = null;
        }
    }
}
