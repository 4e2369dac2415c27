package dev.relata.batch;

import dev.relata.spi.KeyBatch;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One request under way, and the rows that have come. Rows are routed by the position of the key that was asked, never by
 * comparing keys.
 */
final class Batch<R> implements CoreSubscriber<@Nullable Object[]> {

    private static final Subscription CANCELLED = Operators.cancelledSubscription();

    private final BatchScope scope;
    private final LookupQueue<R> queue;
    private final List<Ask<R>> asks;
    private final Map<List<Object>, Ask<R>> byKey = new HashMap<>();
    private final List<List<R>> rows;
    private final Map<Integer, Throwable> unreadable = new HashMap<>();
    private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();
    /** Guarded by the scope. */
    private boolean stale;
    /** Guarded by the scope. */
    private boolean over;
    /** How many answers are waited for. Guarded by the scope. */
    private int live;

    Batch(BatchScope scope, LookupQueue<R> queue, List<Ask<R>> asks) {
        this.scope = scope;
        this.queue = queue;
        this.asks = asks;
        this.live = asks.size();
        this.rows = new ArrayList<>(asks.size());
        for (Ask<R> ask : asks) {
            byKey.put(ask.key, ask);
            rows.add(new ArrayList<>(1));
        }
    }

    LookupQueue<R> queue() {
        return queue;
    }

    List<Ask<R>> asks() {
        return asks;
    }

    @Nullable
    Ask<R> ask(List<Object> key) {
        return byKey.get(key);
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
        return select.forEach(new KeyBatch(queue.sample.shape().association(), keys));
    }

    List<R> rows(int position) {
        return rows.get(position);
    }

    @Nullable
    Throwable unreadable(int position) {
        return unreadable.get(position);
    }

    /** Tells everybody who waits, once it is over; whoever throws, against the rules, keeps nobody from their answer. */
    void deliver(@Nullable Throwable error) {
        Throwable thrown = null;
        for (int i = 0; i < asks.size(); i++) {
            Throwable failure = error == null ? unreadable(i) : error;
            for (Waiter<R> waiter : asks.get(i).waiters()) {
                try {
                    tell(waiter, rows.get(i), failure);
                } catch (Throwable e) {
                    thrown = e;
                }
            }
        }
        if (thrown != null) {
            throw Exceptions.propagate(thrown);
        }
    }

    private static <R> void tell(Waiter<R> waiter, List<R> answer, @Nullable Throwable failure) {
        if (failure == null) {
            waiter.tell(answer);
        } else {
            waiter.fail(failure);
        }
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
        try {
            rows.get(position).add(queue.sample.read().apply(Arrays.copyOfRange(row, 1, row.length)));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            // A row that cannot be read is the error of those who asked for it, not of the others.
            unreadable.putIfAbsent(position, e);
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
