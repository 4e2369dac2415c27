package dev.relata.internal.observe;

import dev.relata.observe.BulkObserver;
import dev.relata.observe.ObservedBulk;
import dev.relata.observe.Outcome;
import dev.relata.observe.RunningBulk;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/** Watches one subscription to a write of many rows; its chunks are counted by whoever writes them, in its context. */
final class BulkWatch<R> extends Watch<R> implements RunningBulk, ChunkListener {

    private final String relationship;
    private final String call;
    private final Observers<BulkObserver> observers;
    private final Context context;
    private volatile OptionalLong total = OptionalLong.empty();
    private volatile int chunks;
    private volatile long rows;

    /** The rows of a write without chunks, as they are answered. */
    private long answered;

    BulkWatch(
            Listeners listeners, String relationship, String call, CoreSubscriber<? super R> actual, boolean counted) {
        super(listeners, actual, counted);
        this.relationship = relationship;
        this.call = call;
        Context outer = actual.currentContext();
        this.observers = listeners.bulk(this, outer);
        this.context = observers.isEmpty()
                ? outer
                : observers.in(outer, BulkObserver::context).put(ChunkListener.KEY, this);
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void begin(OptionalLong known) {
        total = known;
        chunks = 0;
        rows = 0;
    }

    @Override
    public void written(int chunk, long rowsSoFar, int ofChunk) {
        chunks = chunk;
        rows = rowsSoFar;
        observers.tell(observer -> observer.onChunk(ofChunk));
    }

    @Override
    void seen(R element) {
        answered = element instanceof Long count ? count : answered + 1;
    }

    @Override
    void ended(Outcome outcome, @Nullable Throwable error) {
        if (chunks == 0 && outcome == Outcome.SUCCESS) {
            rows = answered;
            chunks = answered == 0 ? 0 : 1;
        }
        ObservedBulk end = new ObservedBulk(relationship, call, chunks, rows, duration(), error, outcome);
        observers.tell(observer -> observer.onEnd(end));
    }

    @Override
    public String relationship() {
        return relationship;
    }

    @Override
    public String call() {
        return call;
    }

    @Override
    public int chunks() {
        return chunks;
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public OptionalLong total() {
        return total;
    }
}
