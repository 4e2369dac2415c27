package dev.relata.internal.export;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * Receives the elements of rows and emits buffers. Buffers are emitted, and rows asked for, by one thread at a time: the thread that
 * raises {@code drains} from zero works for all.
 */
final class EncodedRowsSubscriber implements CoreSubscriber<ByteBuffer>, Subscription {

    /** Rows that are asked for at a time for each buffer that is wanted: if they are heavier than those before, they queue. */
    private static final int STEP = 64;

    private final CoreSubscriber<? super ByteBuffer> actual;
    private final RowEncoder encoder;
    private final BooleanSupplier allDelivered;
    private final Queue<ByteBuffer> full =
            Queues.<ByteBuffer>unboundedMultiproducer().get();
    private final AtomicInteger drains = new AtomicInteger();
    private final AtomicLong demand = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile long asked;
    private volatile boolean ended;
    private volatile boolean cancelled;
    private volatile @Nullable Throwable error;
    private Subscription rows = Operators.emptySubscription();
    private boolean done;

    /** Rows of the buffer that was full last, 0 before the first one; published with {@code received}. */
    private int rowsOfLast;

    private int rowsOfNext;

    EncodedRowsSubscriber(CoreSubscriber<? super ByteBuffer> actual, RowEncoder encoder, BooleanSupplier allDelivered) {
        this.actual = actual;
        this.encoder = encoder;
        this.allDelivered = allDelivered;
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
    public void onNext(ByteBuffer buffer) {
        long now = received.getPlain() + 1;
        rowsOfNext++;
        boolean waits = now == asked;
        if (buffer.hasRemaining()) {
            rowsOfLast = rowsOfNext;
            rowsOfNext = 0;
            full.offer(buffer);
            waits = true;
        }
        received.lazySet(now);
        if (waits) {
            drain();
        }
    }

    @Override
    public void onError(Throwable failure) {
        end(failure, allDelivered.getAsBoolean() ? encoder::rest : () -> BufferOutput.NONE);
    }

    @Override
    public void onComplete() {
        end(null, encoder::finish);
    }

    private void end(@Nullable Throwable failure, Supplier<ByteBuffer> rest) {
        ByteBuffer buffer = rest.get();
        if (buffer.hasRemaining()) {
            full.offer(buffer);
        }
        error = failure;
        ended = true;
        drain();
    }

    @Override
    public void request(long buffers) {
        if (buffers <= 0) {
            rows.cancel();
            error = new IllegalArgumentException("rule 3.9: demand must be greater than zero, was " + buffers);
            ended = true;
        } else {
            demand.accumulateAndGet(buffers, Operators::addCap);
        }
        drain();
    }

    @Override
    public void cancel() {
        cancelled = true;
        rows.cancel();
        drain();
    }

    // Iterative: rows that arrive meanwhile, and requests from onNext, only raise the count.
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
        long sent = 0;
        // "ended" is read before the buffers: they are there before it is.
        boolean last = ended;
        while (!done && !cancelled && sent < wanted && emitOne()) {
            sent++;
        }
        if (sent > 0 && wanted != Long.MAX_VALUE) {
            demand.addAndGet(-sent);
        }
        if (done || cancelled) {
            done = true;
            full.clear();
        } else if (last && full.isEmpty()) {
            complete();
        } else if (!last && sent < wanted) {
            ask(wanted == Long.MAX_VALUE ? wanted : wanted - sent);
        }
    }

    private boolean emitOne() {
        ByteBuffer buffer = full.poll();
        if (buffer == null) {
            return false;
        }
        actual.onNext(buffer);
        return true;
    }

    private void complete() {
        done = true;
        Throwable failure = error;
        if (failure == null) {
            actual.onComplete();
        } else {
            actual.onError(failure);
        }
    }

    private void ask(long buffers) {
        long now = received.get();
        // A buffer that came meanwhile has raised the count of drains, and is emitted first.
        if (now < asked || !full.isEmpty()) {
            return;
        }
        long more = buffers == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : Math.min(rowsToFill(), Operators.multiplyCap(buffers, STEP));
        asked = more == Long.MAX_VALUE ? Long.MAX_VALUE : now + more;
        rows.request(more);
    }

    /** As many as are expected to fill the buffer; while no buffer has been full, twice as many each time. */
    private int rowsToFill() {
        return rowsOfLast == 0
                ? Math.max(STEP, rowsOfNext)
                : Math.max(1, Math.max(rowsOfLast - rowsOfNext, rowsOfLast / 8));
    }
}
