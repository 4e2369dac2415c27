package dev.relata.spi.stream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Delivers the rows of several lanes as they are demanded, some rows of each lane in turn. Signals and calls to the sources are
 * made by one thread at a time: the thread that raises {@code drains} from zero works for all.
 *
 * @param <R> a row
 */
final class MergedSubscription<R> implements Subscription, MergedCursors<R> {

    private final CoreSubscriber<? super R> actual;
    private final Supplier<FetchSize> sizes;
    private final Consumer<? super MergedCursors<R>> opener;
    private final List<CursorLane<R>> lanes = new CopyOnWriteArrayList<>();
    private final AtomicInteger drains = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> error = new AtomicReference<>();
    private volatile boolean cancelled;
    private volatile boolean done;
    private boolean opened;

    MergedSubscription(
            CoreSubscriber<? super R> actual, Supplier<FetchSize> sizes, Consumer<? super MergedCursors<R>> opener) {
        this.actual = actual;
        this.sizes = sizes;
        this.opener = opener;
    }

    @Override
    public void add(Function<? super FetchReceiver<R>, ? extends CursorSource> source) {
        CursorLane<R> lane = new CursorLane<>(this, sizes.get());
        lane.readFrom(source.apply(lane));
        lanes.add(lane);
        drain();
    }

    @Override
    public boolean ended() {
        return done || stopping();
    }

    @Override
    public Context context() {
        return actual.currentContext();
    }

    @Override
    public void request(long rows) {
        if (rows > 0) {
            demand.accumulateAndGet(rows, Operators::addCap);
            drain();
        } else {
            fail(new IllegalArgumentException("rule 3.9: demand must be greater than zero, was " + rows));
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        drain();
    }

    /** Ends the stream with an error; only the first one counts. */
    void fail(Throwable why) {
        error.compareAndSet(null, why);
        drain();
    }

    /** Whether no more rows are to be delivered. */
    boolean stopping() {
        return cancelled || error.get() != null;
    }

    // Iterative: request from onNext, and rows that arrive meanwhile, only raise the count.
    void drain() {
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
        if (!done && !stopping()) {
            open();
            deliver();
            complete();
        }
        if (!done && stopping()) {
            stop();
        }
        if (done) {
            lanes.forEach(CursorLane::stop);
        }
    }

    private void open() {
        if (!opened && demand.get() > 0) {
            opened = true;
            opener.accept(this);
        }
    }

    private void deliver() {
        long wanted = demand.get();
        long delivered = 0;
        long turn;
        do {
            turn = 0;
            for (CursorLane<R> lane : lanes) {
                turn += lane.deliver(actual, wanted - delivered - turn);
            }
            delivered += turn;
        } while (turn > 0 && !stopping());
        if (delivered > 0 && wanted != Long.MAX_VALUE) {
            demand.addAndGet(-delivered);
        }
    }

    private void complete() {
        if (opened && !stopping() && lanes.stream().allMatch(CursorLane::isOver)) {
            done = true;
            actual.onComplete();
        }
    }

    private void stop() {
        done = true;
        // The others are cancelled before the error is signalled.
        lanes.forEach(CursorLane::stop);
        Throwable why = error.get();
        if (why != null && !cancelled) {
            actual.onError(why);
        }
    }
}
