package dev.relata.internal.batch;

import dev.relata.internal.lookup.LookupShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongPredicate;

/**
 * The rows of one stream with look-ahead that have arrived, and the answers that are held for them. A row is found by its
 * identity and has a position in the stream. It stays for a while after it was delivered, because an operator behind the stream
 * may have requested it long before it looks anything up. Guarded.
 */
final class AheadWindow {

    /** The delivered rows that are kept: operators request 32 to 256 elements before they work on them. */
    static final int PASSED = 1024;

    private final Function<Object, ? extends Collection<?>> owners;
    private final List<Object> rows = new ArrayList<>();
    private final Map<Object, Long> positions = new IdentityHashMap<>();
    private final Map<KeyEntry<?>, Long> held = new IdentityHashMap<>();
    private final Map<LookupShape, AheadProgress> progress = new HashMap<>();

    /** The position of the first of the rows, and of the first one that no owner was searched in. */
    private long first;

    private long searched;

    /** The position of the last row that was looked up for, or -1. */
    private long asked = -1;

    private boolean ended;
    private boolean closed;

    /**
     * Makes a window without rows.
     *
     * @param owners finds the owners of lookups in an element of the stream
     */
    AheadWindow(Function<Object, ? extends Collection<?>> owners) {
        this.owners = owners;
    }

    /** An owner and its position. */
    record Candidate(Object owner, long position) {}

    void arrived(Object row) {
        if (!ended) {
            rows.add(row);
        }
    }

    int size() {
        return rows.size();
    }

    /** Returns the position of an owner, or -1. */
    long position(Object owner) {
        for (; searched < end(); searched++) {
            for (Object each : owners.apply(row(searched))) {
                positions.putIfAbsent(each, searched);
            }
        }
        long position = positions.getOrDefault(owner, -1L);
        asked = Math.max(asked, position);
        return position;
    }

    private long end() {
        return first + rows.size();
    }

    private Object row(long position) {
        return rows.get((int) (position - first));
    }

    /** Returns the owners of one class behind a position, in the order of the stream, and those of so many rows at the most. */
    List<Candidate> behind(long position, Class<?> type, int most) {
        List<Candidate> behind = new ArrayList<>();
        for (long at = Math.max(position + 1, first); at < end() && behind.size() < most; at++) {
            for (Object owner : owners.apply(row(at))) {
                if (owner.getClass() == type) {
                    behind.add(new Candidate(owner, at));
                }
            }
        }
        return behind;
    }

    AheadProgress progress(LookupShape shape) {
        return progress.computeIfAbsent(shape, any -> new AheadProgress());
    }

    /** Holds the answer of an entry until a lookup for the row at a position has got it, or that row has passed. */
    void hold(KeyEntry<?> entry, long position) {
        held.merge(entry, position, Math::max);
        entry.hold(this);
    }

    /** Notes that a lookup for an owner has got the answer of an entry; returns whether nothing holds that any more. */
    boolean answered(KeyEntry<?> entry, Object owner) {
        Long last = held.get(entry);
        return last != null && position(owner) >= last && release(entry);
    }

    /** Releases one entry; returns whether nothing holds it any more. */
    boolean release(KeyEntry<?> entry) {
        return held.remove(entry) != null && entry.release(this);
    }

    /** Releases what is held for the rows before a position; returns the entries that nothing holds any more. */
    List<KeyEntry<?>> releaseBefore(long position) {
        return release(at -> at < position);
    }

    /** Releases all that is held; returns the entries that nothing holds any more. */
    List<KeyEntry<?>> releaseAll() {
        return release(at -> true);
    }

    private List<KeyEntry<?>> release(LongPredicate which) {
        List<KeyEntry<?>> released = new ArrayList<>();
        held.entrySet().removeIf(holding -> which.test(holding.getValue()) && released.add(holding.getKey()));
        released.removeIf(entry -> !entry.release(this));
        return released;
    }

    /** Removes the oldest delivered rows; returns the entries that were held for them alone. */
    List<KeyEntry<?>> trim(int undelivered) {
        return removeOldest(Math.max(rows.size() - undelivered - PASSED, 0));
    }

    /**
     * Ends the stream: the newest rows will never be delivered. What is held stays held only for the rows behind the last one that
     * was looked up for, which are worked on yet; returns the other entries.
     */
    List<KeyEntry<?>> end(int undelivered) {
        ended = true;
        for (int i = 0; i < undelivered && !rows.isEmpty(); i++) {
            long last = end() - 1;
            forget(row(last), last);
            rows.remove(rows.size() - 1);
        }
        searched = Math.min(searched, end());
        return release(at -> at <= asked || at >= end());
    }

    /** Removes all rows, for ever; returns the entries that were held for them. */
    List<KeyEntry<?>> close() {
        closed = true;
        return removeOldest(rows.size());
    }

    boolean isClosed() {
        return closed;
    }

    private List<KeyEntry<?>> removeOldest(int count) {
        List<Object> oldest = rows.subList(0, count);
        for (Object row : oldest) {
            forget(row, first++);
        }
        oldest.clear();
        searched = Math.max(searched, first);
        return closed ? releaseAll() : releaseBefore(first);
    }

    private void forget(Object row, long position) {
        for (Object owner : owners.apply(row)) {
            if (positions.getOrDefault(owner, -1L) == position) {
                positions.remove(owner);
            }
        }
    }
}
