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
 * remember, until their rows have passed. Thread-safe by the guard of the scope, which is not held while keys are read from rows,
 * because that may run converters of the user.
 */
final class LookAhead {

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
            window.end(undelivered);
            queues.release(windows.end(window));
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

    /** Adds the keys of the rows that follow to a batch that is to be sent. Called without the guard. */
    <R> void extend(LookupBatch<R> batch) {
        for (AheadRequest request : batch.aheadRequests()) {
            List<Following> rows = following(candidates(request), request.owner());
            synchronized (guard) {
                add(batch, request, rows);
            }
        }
    }

    private List<Candidate> candidates(AheadRequest request) {
        synchronized (guard) {
            return request.window()
                    .behind(request.position(), request.owner().row().getClass());
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

    private <R> void add(LookupBatch<R> batch, AheadRequest request, List<Following> rows) {
        if (batch.isSettled() || request.window().isClosed()) {
            return;
        }
        LookupQueue<R> queue = batch.queue();
        AheadProgress progress = request.window().progress(queue.batchKey.shape());
        int before = batch.entries().size();
        int most = before + Math.min(progress.most(request.position()), queue.roomFor(before));
        long last = request.position();
        for (Following row : rows) {
            if (queues.isKnownById(queue, row.key())) {
                continue;
            }
            KeyEntry<R> entry = queue.ahead(batch, row.key(), most);
            if (entry == null) {
                break;
            }
            request.window().hold(entry, row.position());
            last = row.position();
        }
        progress.read(request.position(), last);
        counters.ahead(queue.sample.label(), batch.entries().size() - before);
    }
}
