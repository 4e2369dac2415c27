package dev.relata.internal.batch;

import dev.relata.internal.batch.AheadWindow.Candidate;
import dev.relata.internal.resolve.OwnerRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The look-ahead of a scope: lets a batch read for the rows that follow in the streams of its lookups. The answers are entries of
 * their queue as all others are, so a write forgets them by the same rules; what differs is that they are held, whatever the scope may
 * remember, until a lookup has got them or their rows have passed. Thread-safe by the guard of the scope, which is not held while keys are read from rows,
 * because that may run converters of the user.
 */
final class LookAhead {

    /** The rows that are searched for owners at a time. */
    private static final int MOST_CANDIDATES = 256;

    private final Object guard;
    private final LookupQueues queues;
    private final ScopeCounters counters;
    private final AheadWindows windows = new AheadWindows();

    LookAhead(Object guard, LookupQueues queues, ScopeCounters counters) {
        this.guard = guard;
        this.queues = queues;
        this.counters = counters;
    }

    /** The key of a row that follows. */
    private record Following(List<Object> key, long position) {}

    AheadWindow open(Function<Object, ? extends Collection<?>> owners) {
        synchronized (guard) {
            return windows.open(owners);
        }
    }

    void arrived(AheadWindow window, Object row) {
        synchronized (guard) {
            window.arrived(row);
        }
    }

    /** Called when all rows of a window but a few have been delivered, and others are requested. */
    void passed(AheadWindow window, int undelivered) {
        synchronized (guard) {
            queues.release(window.trim(undelivered));
        }
    }

    /** Called at the end of a stream, with the number of rows that have not been delivered. */
    void ended(AheadWindow window, int undelivered) {
        synchronized (guard) {
            queues.release(windows.end(window, undelivered));
        }
    }

    /** Removes all windows. */
    void clear() {
        synchronized (guard) {
            queues.release(windows.clear());
        }
    }

    /** Finds the row of a lookup, or returns null. Called with the guard. */
    @Nullable
    AheadRequest find(@Nullable OwnerRow<?> owner) {
        return windows.find(owner);
    }

    /** Notes that a lookup has got the answer of an entry. Called with the guard. */
    void answered(KeyEntry<?> entry, @Nullable OwnerRow<?> owner) {
        if (owner == null) {
            return;
        }
        for (AheadWindow window : entry.holders()) {
            if (window.answered(entry, owner.row())) {
                queues.release(List.of(entry));
            }
        }
    }

    /** Adds the keys of the rows that follow to a batch that is to be sent. Called without the guard. */
    <R> void extend(LookupBatch<R> batch) {
        batch.aheadRequests().forEach(request -> extend(batch, request));
    }

    private <R> void extend(LookupBatch<R> batch, AheadRequest request) {
        int most = mostKeys(batch, request);
        List<Candidate> rows = candidates(batch, request, request.position(), most);
        while (!rows.isEmpty() && add(batch, request, following(rows, request.owner()), most)) {
            rows = candidates(batch, request, rows.get(rows.size() - 1).position(), most);
        }
    }

    private <R> int mostKeys(LookupBatch<R> batch, AheadRequest request) {
        synchronized (guard) {
            LookupQueue<R> queue = batch.queue();
            int present = batch.entries().size();
            if (queue.isShortOfRoom()) {
                queues.release(request.window().releaseBefore(request.position()));
                queues.release(windows.releaseEnded(request.window()));
            }
            AheadProgress progress = request.window().progress(queue.batchKey.shape());
            return present + Math.min(progress.most(request.position()), queue.roomFor(present, request.isToMany()));
        }
    }

    private List<Candidate> candidates(LookupBatch<?> batch, AheadRequest request, long position, int most) {
        int rows = Math.min(most - batch.entries().size(), MOST_CANDIDATES);
        if (rows <= 0) {
            return List.of();
        }
        synchronized (guard) {
            return request.window().behind(position, request.owner().row().getClass(), rows);
        }
    }

    private static List<Following> following(List<Candidate> candidates, OwnerRow<?> lookup) {
        List<Following> rows = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            List<Object> key = keyOf(candidate, lookup);
            if (key != null) {
                rows.add(new Following(key, candidate.position()));
            }
        }
        return rows;
    }

    /** A key that cannot be read is an error of the row's own lookup. */
    private static @Nullable List<Object> keyOf(Candidate candidate, OwnerRow<?> lookup) {
        try {
            return lookup.keyOf(candidate.owner());
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** Returns whether further rows may be added. */
    private <R> boolean add(LookupBatch<R> batch, AheadRequest request, List<Following> rows, int most) {
        synchronized (guard) {
            if (batch.isSettled() || request.window().isClosed()) {
                return false;
            }
            int before = batch.entries().size();
            long last = request.position();
            for (Following row : rows) {
                if (!add(batch, request.window(), row, most)) {
                    break;
                }
                last = row.position();
            }
            LookupQueue<R> queue = batch.queue();
            if (last > request.position()) {
                request.window().progress(queue.batchKey.shape()).read(request.position(), last);
            }
            counters.ahead(queue.sample.label(), batch.readAhead(before));
            return true;
        }
    }

    /** Returns false for a key too many. */
    private <R> boolean add(LookupBatch<R> batch, AheadWindow window, Following row, int most) {
        LookupQueue<R> queue = batch.queue();
        if (queues.isKnownById(queue, row.key())) {
            return true;
        }
        KeyEntry<R> entry = queue.ahead(batch, row.key(), most);
        if (entry != null && queue.mayHold(entry)) {
            window.hold(entry, row.position());
        }
        return entry != null;
    }
}
