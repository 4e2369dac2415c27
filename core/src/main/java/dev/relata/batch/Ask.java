package dev.relata.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One key that is asked for, and who waits for it. Guarded by the scope. */
final class Ask<R> {

    final LookupQueue<R> queue;
    final List<Object> key;
    private final List<Waiter<R>> waiters = new ArrayList<>(1);
    private int live;

    /** What it was sent with, or null while it has not been. */
    @Nullable
    Batch<R> batch;

    Ask(LookupQueue<R> queue, List<Object> key) {
        this.queue = queue;
        this.key = key;
    }

    void add(Waiter<R> waiter) {
        waiter.enter(this);
        waiters.add(waiter);
        if (live++ == 0 && batch != null) {
            batch.joined();
        }
    }

    /** One waits no longer; answers whether nobody does. */
    boolean left() {
        return --live == 0;
    }

    Waiter<R> first() {
        return waiters.get(0);
    }

    /** It is answered: from here on nobody joins or leaves. */
    void close() {
        waiters.forEach(Waiter::leave);
    }

    /** The waiters, the cancelled ones among them; once it is closed, also without the guard. */
    List<Waiter<R>> waiters() {
        return waiters;
    }
}
