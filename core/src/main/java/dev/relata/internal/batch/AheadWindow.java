package dev.relata.internal.batch;

import dev.relata.internal.lookup.LookupShape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

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
        return positions.getOrDefault(owner, -1L);
    }

    private long end() {
        return first + rows.size();
    }

    private Object row(long position) {
        return rows.get((int) (position - first));
    }

    /** Returns the owners of one class behind a position, in the order of the stream. */
    List<Candidate> behind(long position, Class<?> type) {
        List<Candidate> behind = new ArrayList<>();
        for (long at = Math.max(position + 1, first); at < end(); at++) {
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

    /** Holds the answer of an entry until the row at a position has passed. */
    void hold(KeyEntry<?> entry, long position) {
        Long before = held.put(entry, position);
        if (before == null) {
            entry.hold();
        } else if (before > position) {
            held.put(entry, before);
        }
    }

    /** Removes the oldest delivered rows; returns the entries that were held for them alone. */
    List<KeyEntry<?>> trim(int undelivered) {
        return removeOldest(Math.max(rows.size() - undelivered - PASSED, 0));
    }

    /** Ends the stream: the newest rows will never be delivered. */
    void end(int undelivered) {
        ended = true;
        for (int i = 0; i < undelivered && !rows.isEmpty(); i++) {
            long last = end() - 1;
            forget(row(last), last);
            rows.remove(rows.size() - 1);
        }
        searched = Math.min(searched, end());
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
        List<KeyEntry<?>> released = new ArrayList<>();
        held.entrySet().removeIf(holding -> (closed || holding.getValue() < first) && released.add(holding.getKey()));
        return released;
    }

    private void forget(Object row, long position) {
        for (Object owner : owners.apply(row)) {
            if (positions.getOrDefault(owner, -1L) == position) {
                positions.remove(owner);
            }
        }
    }
}
