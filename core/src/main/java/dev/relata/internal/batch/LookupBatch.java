package dev.relata.internal.batch;

import dev.relata.spi.KeyBatch;
import dev.relata.spi.Select;
import dev.relata.spi.Unreadable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One request under way, and the rows that have come. Rows are routed by the position of the key that was asked, never by
 * comparing keys.
 */
final class LookupBatch<R> implements CoreSubscriber<@Nullable Object[]> {

    private static final Subscription CANCELLED = Operators.cancelledSubscription();

    private final BatchScope scope;
    private final LookupQueue<R> queue;
    private final List<KeyEntry<R>> asks;
    private final List<List<R>> rows;
    private final Map<Integer, Throwable> unreadable = new HashMap<>();
    private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();
    /** Guarded by the scope. */
    private boolean stale;
    /** Guarded by the scope. */
    private boolean over;
    /** How many answers are waited for. Guarded by the scope. */
    private int live;

    LookupBatch(BatchScope scope, LookupQueue<R> queue, List<KeyEntry<R>> asks) {
        this.scope = scope;
        this.queue = queue;
        this.asks = asks;
        this.live = asks.size();
        this.rows = new ArrayList<>(Collections.nCopies(asks.size(), List.of()));
    }

    LookupQueue<R> queue() {
        return queue;
    }

    List<KeyEntry<R>> asks() {
        return asks;
    }

    boolean stale() {
        return stale;
    }

    /** What it will answer was read before a change: it goes to those who wait already, and to nobody else. */
    void makeStale() {
        stale = true;
    }

    void joined() {
        live++;
    }

    /** One answer is no longer waited for; answers whether none is. */
    boolean left() {
        return --live == 0 && !over;
    }

    /** Takes the right to end; the first one has it. */
    boolean end() {
        boolean first = !over;
        over = true;
        return first;
    }

    Select request() {
        List<List<Object>> keys = asks.stream().map(ask -> ask.key).toList();
        Select select = queue.sample.select();
        return select.forEach(new KeyBatch(queue.sample.shape().association(), keys, true));
    }

    List<R> rows(int position) {
        return rows.get(position);
    }

    @Nullable
    Throwable unreadable(int position) {
        return unreadable.get(position);
    }

    @Override
    public Context currentContext() {
        return scope.context();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        if (upstream.compareAndSet(null, subscription)) {
            subscription.request(Long.MAX_VALUE);
        } else {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(@Nullable Object[] row) {
        if (!(row[0] instanceof Integer position) || position < 0 || position >= asks.size()) {
            cancel();
            onError(new IllegalStateException(queue.sample.label() + ": the store answered a row for owner " + row[0]
                    + " of " + asks.size() + "; a batch is answered with the owner's position first"));
            return;
        }
        RuntimeException error = Unreadable.of(row);
        if (error != null) {
            unreadable.putIfAbsent(position, error);
            return;
        }
        try {
            add(position, queue.sample.read().apply(Arrays.copyOfRange(row, 1, row.length)));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // A row that cannot be read is the error of those who asked for it, not of the others.
            unreadable.putIfAbsent(position, e);
        }
    }

    /** Most answers are one row, which needs no list that grows. */
    private void add(int position, R row) {
        List<R> before = rows.get(position);
        if (before.isEmpty()) {
            rows.set(position, List.of(row));
        } else if (before instanceof ArrayList<R> several) {
            several.add(row);
        } else {
            rows.set(position, new ArrayList<>(List.of(before.get(0), row)));
        }
    }

    @Override
    public void onError(Throwable error) {
        scope.answered(this, error);
    }

    @Override
    public void onComplete() {
        scope.answered(this, null);
    }

    void cancel() {
        Subscription running = upstream.getAndSet(CANCELLED);
        if (running != null) {
            running.cancel();
        }
    }
}
