package dev.relata.mongo.exec;

import dev.relata.spi.Burst;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * Delivers the rows of batches as demanded. Asks for the next batch when no more than half of the last one is left and demand
 * is outstanding, so that at most two batches are held. The rows of one batch are one burst.
 *
 * <p>Signals and calls to the reader are made by one thread at a time: whoever raises {@code drains} from zero works for all.
 */
final class CursorSubscription<R> implements Subscription {

    private final CoreSubscriber<? super R> actual;
    private final BatchSize size;
    private final CursorReader<R> reader;
    private final Burst burst;
    private final Queue<List<R>> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicInteger drains = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private volatile boolean stopping;
    private volatile boolean fetching;
    private volatile boolean last;
    private volatile @Nullable Throwable error;
    private volatile @Nullable Throwable misuse;
    private List<R> batch = List.of();
    private int position;
    private boolean done;

    CursorSubscription(
            CoreSubscriber<? super R> actual,
            BatchSize size,
            Function<CursorSubscription<R>, CursorReader<R>> reading) {
        this.actual = actual;
        this.size = size;
        this.burst = Burst.of(actual.currentContext());
        this.reader = reading.apply(this);
    }

    Context context() {
        return actual.currentContext();
    }

    @Override
    public void request(long rows) {
        if (rows > 0) {
            demand.accumulateAndGet(rows, Operators::addCap);
        } else {
            misuse = new IllegalArgumentException("rule 3.9: demand must be greater than zero, was " + rows);
            stopping = true;
        }
        burst(this::drain);
    }

    @Override
    public void cancel() {
        stopping = true;
        drain();
    }

    /** A batch is there, with the last one the end of the cursor, and why where it failed. */
    void arrived(List<R> rows, boolean wasLast, @Nullable Throwable why) {
        arrived.offer(rows);
        error = why;
        last = wasLast;
        fetching = false;
        burst(this::drain);
    }

    private void burst(Runnable delivery) {
        burst.begin();
        try {
            delivery.run();
        } finally {
            burst.end();
        }
    }

    // Iterative: request from onNext, and batches that arrive meanwhile, only raise the count.
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
        long wanted = demand.get();
        long delivered = 0;
        while (!done && !stopping) {
            fetchAhead(wanted - delivered);
            if (complete() || delivered == wanted || !deliverOne()) {
                break;
            }
            delivered++;
        }
        if (delivered > 0 && wanted != Long.MAX_VALUE) {
            demand.addAndGet(-delivered);
        }
        if (stopping) {
            stop();
        }
    }

    private void stop() {
        if (!done) {
            done = true;
            reader.cancel();
            Throwable wrong = misuse;
            if (wrong != null) {
                actual.onError(wrong);
            }
        }
        batch = List.of();
        position = 0;
        arrived.clear();
    }

    private void fetchAhead(long outstanding) {
        if (outstanding > 0 && !fetching && !last && arrived.isEmpty() && left() <= size.current() / 2) {
            fetching = true;
            reader.fetch(size.next());
        }
    }

    private int left() {
        return batch.size() - position;
    }

    private boolean deliverOne() {
        if (left() == 0 && !turnToTheNextBatch()) {
            return false;
        }
        actual.onNext(batch.get(position++));
        return true;
    }

    /** A batch may be empty: the end of the cursor is known when nothing more comes. */
    private boolean turnToTheNextBatch() {
        List<R> next = arrived.poll();
        batch = next == null ? List.of() : next;
        position = 0;
        return !batch.isEmpty();
    }

    // "last" is read before the batches: they are there before the end of the cursor is.
    private boolean complete() {
        if (!last || left() > 0 || holdsMore()) {
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

    private boolean holdsMore() {
        List<R> next = arrived.peek();
        while (next != null && next.isEmpty()) {
            arrived.poll();
            next = arrived.peek();
        }
        return next != null;
    }
}
