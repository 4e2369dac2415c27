package dev.relata.spi.stream;

import java.util.Queue;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * One cursor among several that are merged: buffers whole fetches and asks its source for the next one when no more than half of the
 * last is left and demand is outstanding, so that at most two fetches are held.
 *
 * @param <R> a row
 */
final class CursorLane<R> implements FetchReceiver<R> {

    /** Rows that are delivered before it is the turn of the next lane. */
    private static final int TURN = 64;

    /** All lanes deliver in one place, and so are told of rows some at a time. */
    private static final int TOLD_EVERY = 32;

    private final MergedSubscription<R> merged;
    private final FetchSize fetchSize;
    private final Queue<R> buffer = Queues.<R>unbounded(256).get();
    private volatile boolean fetching;
    private volatile boolean last;
    private @Nullable CursorSource source;
    private int untold;
    private boolean stopped;

    CursorLane(MergedSubscription<R> merged, FetchSize fetchSize) {
        this.merged = merged;
        this.fetchSize = fetchSize;
    }

    /** Sets the source, which answers to this lane; called once, before anything is delivered. */
    void readFrom(CursorSource opened) {
        source = opened;
    }

    @Override
    public Context context() {
        return merged.context();
    }

    @Override
    public FetchSize fetchSize() {
        return fetchSize;
    }

    @Override
    public void row(R value) {
        if (merged.ended()) {
            return;
        }
        buffer.offer(value);
        if (++untold == TOLD_EVERY) {
            untold = 0;
            merged.drain();
        }
    }

    @Override
    public void fetched(boolean wasLast) {
        untold = 0;
        last = wasLast;
        fetching = false;
        merged.drain();
    }

    @Override
    public void failed(Throwable why) {
        last = true;
        fetching = false;
        merged.fail(why);
    }

    /** Delivers rows that are there, and fetches more where demand is left; returns how many were delivered. */
    int deliver(CoreSubscriber<? super R> actual, long wanted) {
        if (wanted > 0 || source != null && !source.hasNext()) {
            fetchAhead();
        }
        long most = Math.min(wanted, TURN);
        int delivered = 0;
        while (delivered < most && !merged.stopping()) {
            R value = buffer.poll();
            if (value == null) {
                break;
            }
            actual.onNext(value);
            delivered++;
        }
        return delivered;
    }

    private void fetchAhead() {
        CursorSource from = source;
        if (from != null && !fetching && !last && buffer.size() <= fetchSize.current() / 2) {
            fetching = true;
            from.fetch(fetchSize.next());
        }
    }

    /** Whether all rows were delivered. "last" is read before the buffer: rows are there before the end of their fetch is. */
    boolean isOver() {
        return last && buffer.isEmpty();
    }

    /** Cancels the source, unless it has ended, and drops what is held. */
    void stop() {
        CursorSource from = source;
        if (from != null && !stopped && !last) {
            from.cancel();
        }
        stopped = true;
        buffer.clear();
    }
}
