package dev.relata.internal.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key, with the subscribers that wait for it and the answer that is known of it. One object for its whole life, so that a
 * lookup, its answer and the next lookup find it in one map. Guarded.
 */
final class KeyEntry<R> extends LruList.Place {

    final LookupQueue<R> queue;
    final List<Object> key;

    /** Most keys are looked up once, which needs no list. */
    private @Nullable Waiter<R> first;

    private List<Waiter<R>> others = List.of();
    private int live;

    /** Whether it waits to be taken into a batch. */
    boolean pending;

    /** The batch that it is in flight with, or null. */
    @Nullable
    LookupBatch<R> batch;

    /** The known answer, or null. */
    @Nullable
    List<R> rows;

    /** Whether it was read ahead and no lookup has asked for it yet. */
    private boolean unasked;

    /** The windows that hold the answer, mostly one. */
    private List<AheadWindow> holders = List.of();

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

    boolean isWaitedFor() {
        return live > 0;
    }

    /** Removes one subscriber; returns whether none is left. */
    boolean left() {
        return --live == 0;
    }

    @Nullable
    Waiter<R> first() {
        return first;
    }

    /** Marks a key that is read ahead. */
    void readAhead() {
        unasked = true;
    }

    /** Notes a lookup of the key; returns whether it is the first one of a key that was read ahead. */
    boolean ask() {
        boolean first = unasked;
        unasked = false;
        return first;
    }

    boolean isUnasked() {
        return unasked;
    }

    /** Holds the answer for a window: it is not among those that may be evicted. */
    void hold(AheadWindow window) {
        if (holders.contains(window)) {
            return;
        }
        if (holders.isEmpty()) {
            queue.held(this);
            holders = List.of(window);
        } else {
            List<AheadWindow> several = new ArrayList<>(holders);
            several.add(window);
            holders = List.copyOf(several);
        }
    }

    /** Releases the answer from a window; returns whether no other one holds it. */
    boolean release(AheadWindow window) {
        holders = holders.stream().filter(holder -> holder != window).toList();
        if (holders.isEmpty()) {
            queue.released(this);
        }
        return holders.isEmpty();
    }

    /** Releases the answer from all windows. */
    void release() {
        holders.forEach(window -> window.release(this));
    }

    /** Returns the windows that hold the answer: a list that does not change. */
    List<AheadWindow> holders() {
        return holders;
    }

    boolean isHeld() {
        return !holders.isEmpty();
    }

    /** Called with the answer: from here on no subscriber joins or leaves. */
    void close() {
        batch = null;
        if (first != null) {
            first.leave();
        }
        others.forEach(Waiter::leave);
    }

    /** Returns the number of subscribers, including cancelled ones; once it is closed, also without the guard. */
    int waiters() {
        return first == null ? 0 : 1 + others.size();
    }

    Waiter<R> waiter(int index) {
        return index == 0 ? Objects.requireNonNull(first) : others.get(index - 1);
    }

    /** Whether the answer was asked for ahead, and so for the lookups that follow. */
    boolean isPlanned() {
        return first != null && (first.lookup.planned() || others.stream().anyMatch(waiter -> waiter.lookup.planned()));
    }

    /** Drops the subscribers, which a remembered answer outlives. Called once it is closed, without the guard. */
    void forgetWaiters() {
        first = null;
        others = List.of();
    }

    /** Forgets the known answer. */
    void forget() {
        queue.forgetKnown(this);
    }

    static int weight(List<?> rows) {
        return Math.max(1, rows.size());
    }

    int weight() {
        return rows == null ? 0 : weight(rows);
    }
}
