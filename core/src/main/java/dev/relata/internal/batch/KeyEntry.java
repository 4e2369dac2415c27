package dev.relata.internal.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key: who waits for it, and what is known of it. One object for its whole life, so that a lookup, its answer and the next
 * lookup find it in one map. Guarded by the scope.
 */
final class KeyEntry<R> extends LruList.Place {

    final LookupQueue<R> queue;
    final List<Object> key;

    /** Most keys are asked once, which needs no list. */
    private @Nullable Waiter<R> first;

    private List<Waiter<R>> others = List.of();
    private int live;

    /** Whether it waits or is under way, so that others may join. */
    boolean pending;

    /** Whether its queue finds it by its key. */
    boolean listed;

    /** What it was sent with; null before and after. */
    @Nullable
    LookupBatch<R> batch;

    /** What is known, or null. */
    @Nullable
    List<R> rows;

    KeyEntry(LookupQueue<R> queue, List<Object> key) {
        this.queue = queue;
        this.key = key;
    }

    void add(Waiter<R> waiter) {
        waiter.enter(this);
        if (first == null) {
            first = waiter;
        } else {
            others = others.isEmpty() ? new ArrayList<>(4) : others;
            others.add(waiter);
        }
        if (live++ == 0 && batch != null) {
            batch.joined();
        }
    }

    /** One waits no longer; answers whether nobody does. */
    boolean left() {
        return --live == 0;
    }

    @Nullable
    Waiter<R> first() {
        return first;
    }

    /** It is answered: from here on nobody joins or leaves. */
    void close() {
        batch = null;
        pending = false;
        if (first != null) {
            first.leave();
        }
        others.forEach(Waiter::leave);
    }

    /** How many wait, the cancelled ones among them; once it is closed, also without the guard. */
    int waiters() {
        return first == null ? 0 : 1 + others.size();
    }

    Waiter<R> waiter(int index) {
        return index == 0 ? Objects.requireNonNull(first) : others.get(index - 1);
    }

    /** What is remembered outlives those who asked. Called once it is closed, without the guard. */
    void forgetWaiters() {
        first = null;
        others = List.of();
    }

    static int weight(List<?> rows) {
        return Math.max(1, rows.size());
    }

    int weight() {
        List<R> known = rows;
        return known == null ? 0 : weight(known);
    }
}
