package dev.relata.spi.stream;

import dev.relata.spi.Burst;
import dev.relata.spi.FetchListener;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Buffers whole fetches of a cursor and delivers their rows as they are demanded. Asks the source for the next fetch when no more
 * than half of the last one is left and demand is outstanding, so that at most two fetches are held. The rows of one fetch are
 * one {@link Burst}.
 *
 * <p>Signals and calls to the source are made by one thread at a time: the thread that raises {@code drains} from zero works for
 * all. The methods for the source may be called from any thread, one after the other.
 *
 * @param <R> a row
 */
public final class CursorSubscription<R> implements Subscription, FetchReceiver<R> {

    private final CoreSubscriber<? super R> actual;
    private final FetchSize fetchSize;
    private final Queue<R> buffer = Queues.<R>unbounded(256).get();
    private final AtomicInteger buffered = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean cancelled;
    private volatile boolean fetching;
    private volatile boolean last;
    private volatile @Nullable Throwable error;
    private volatile @Nullable Throwable misuse;
    private final Burst burst;
    private final FetchListener listener;
    private final AtomicBoolean rowsBurst = new AtomicBoolean();
    private CursorSource source = Unopened.SOURCE;
    private boolean done;

    CursorSubscription(CoreSubscriber<? super R> actual, FetchSize fetchSize) {
        this.actual = actual;
        this.fetchSize = fetchSize;
        this.burst = Burst.of(actual.currentContext());
        this.listener = FetchListener.of(actual.currentContext());
    }

    /** Sets the source, which answers to this subscription; called once, before the subscriber has the subscription. */
    void readFrom(CursorSource opened) {
        source = opened;
    }

    /**
     * Returns the context of the subscriber.
     *
     * @return the context
     */
    @Override
    public Context context() {
        return actual.currentContext();
    }

    /**
     * Returns the fetch size, which the source may give samples of its rows.
     *
     * @return the fetch size
     */
    @Override
    public FetchSize fetchSize() {
        return fetchSize;
    }

    @Override
    public void request(long rows) {
        if (rows > 0) {
            demand.accumulateAndGet(rows, Operators::addCap);
        } else {
            misuse = new IllegalArgumentException("rule 3.9: demand must be greater than zero, was " + rows);
        }
        burst.begin();
        try {
            drain();
        } finally {
            burst.end();
        }
        if (stopping()) {
            endRowsBurst();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        drain();
        endRowsBurst();
    }

    /**
     * Takes a row of the fetch under way. The rows of one fetch are one burst.
     *
     * @param value the row
     */
    @Override
    public void row(R value) {
        beginRowsBurst();
        buffered.incrementAndGet();
        buffer.offer(value);
        drain();
    }

    /**
     * Ends the fetch under way.
     *
     * @param wasLast whether the cursor has no more rows and is closed
     */
    @Override
    public void fetched(boolean wasLast) {
        last = wasLast;
        fetching = false;
        drain();
        endRowsBurst();
    }

    /**
     * Takes a whole fetch at once, for sources that hold one until it is complete. The next fetch may then be sent while the rows
     * of this one are still delivered.
     *
     * @param values the rows, in their order
     * @param wasLast whether the cursor has no more rows and is closed
     */
    public void fetched(Collection<? extends R> values, boolean wasLast) {
        beginRowsBurst();
        buffered.addAndGet(values.size());
        values.forEach(buffer::offer);
        fetched(wasLast);
    }

    private void beginRowsBurst() {
        if (rowsBurst.compareAndSet(false, true)) {
            burst.begin();
            if (stopping()) {
                endRowsBurst();
            }
        }
    }

    private void endRowsBurst() {
        if (rowsBurst.compareAndSet(true, false)) {
            burst.end();
        }
    }

    /**
     * Ends the fetch under way and the cursor, which the source has closed. The rows before are delivered first.
     *
     * @param why the error of the stream
     */
    @Override
    public void failed(Throwable why) {
        error = why;
        last = true;
        fetching = false;
        drain();
        endRowsBurst();
    }

    // Iterative: request from onNext, and rows that arrive meanwhile, only raise the count.
    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            work();
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }

    private void work() {
        if (!done && (cancelled || misuse != null)) {
            stop();
        }
        long wanted = demand.get();
        long delivered = 0;
        while (!done && !stopping()) {
            fetchAhead(wanted - delivered);
            if (complete() || delivered == wanted || !deliverOne()) {
                break;
            }
            delivered++;
        }
        if (delivered > 0 && wanted != Long.MAX_VALUE) {
            demand.addAndGet(-delivered);
        }
        if (done || stopping()) {
            buffer.clear();
        }
    }

    private boolean stopping() {
        return cancelled || misuse != null;
    }

    private void stop() {
        done = true;
        source.cancel();
        Throwable wrong = misuse;
        if (wrong != null && !cancelled) {
            actual.onError(wrong);
        }
    }

    private void fetchAhead(long outstanding) {
        if (outstanding > 0 && !fetching && !last && buffered.get() <= fetchSize.current() / 2) {
            fetching = true;
            int rows = fetchSize.next();
            listener.fetching(rows, buffered.get());
            source.fetch(rows);
        }
    }

    private boolean deliverOne() {
        R value = buffer.poll();
        if (value == null) {
            return false;
        }
        buffered.decrementAndGet();
        actual.onNext(value);
        return true;
    }

    // "last" is read before the buffer: rows are there before the end of their fetch is.
    private boolean complete() {
        if (!last || !buffer.isEmpty() || stopping()) {
            return false;
        }
        done = true;
        Throwable why = error;
        if (why == null) {
            actual.onComplete();
        } else {
            actual.onError(why);
        }
        return true;
    }

    /** Stands for the source until that is set. */
    private enum Unopened implements CursorSource {
        SOURCE;

        @Override
        public void fetch(int rows) {}

        @Override
        public void cancel() {}
    }
}
