package dev.relata.internal.batch;

import dev.relata.internal.resolve.OwnerRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The windows of a scope: those of the streams that run, and of a few that have ended, the last rows of which may not have been
 * worked on. Guarded.
 */
final class AheadWindows {

    private static final int MOST_ENDED = 16;
    private static final int MOST_ENDED_ROWS = 4096;

    private final Deque<AheadWindow> running = new ArrayDeque<>();
    private final Deque<AheadWindow> ended = new ArrayDeque<>();
    private int endedRows;

    AheadWindow open(Function<Object, ? extends Collection<?>> owners) {
        AheadWindow window = new AheadWindow(owners);
        running.addFirst(window);
        return window;
    }

    /** Notes the end of a stream, with the number of rows that were not delivered; returns the entries that are held no longer. */
    List<KeyEntry<?>> end(AheadWindow window, int undelivered) {
        List<KeyEntry<?>> released = window.end(undelivered);
        released.addAll(window.trim(0));
        if (running.remove(window)) {
            ended.addFirst(window);
            endedRows += window.size();
        }
        while (ended.size() > MOST_ENDED || endedRows > MOST_ENDED_ROWS) {
            AheadWindow oldest = ended.removeLast();
            endedRows -= oldest.size();
            released.addAll(oldest.close());
        }
        return released;
    }

    /** Releases what streams that have ended hold, but for one; returns the entries that are held no longer. */
    List<KeyEntry<?>> releaseEnded(AheadWindow butFor) {
        List<KeyEntry<?>> released = new ArrayList<>();
        ended.stream().filter(window -> window != butFor).forEach(window -> released.addAll(window.releaseAll()));
        return released;
    }

    /** Finds the row of a lookup in the windows, or returns null. */
    @Nullable
    AheadRequest find(@Nullable OwnerRow<?> owner) {
        if (owner == null || running.isEmpty() && ended.isEmpty()) {
            return null;
        }
        AheadRequest found = find(running, owner);
        return found == null ? find(ended, owner) : found;
    }

    private static @Nullable AheadRequest find(Deque<AheadWindow> windows, OwnerRow<?> owner) {
        for (AheadWindow window : windows) {
            long position = window.position(owner.row());
            if (position >= 0) {
                return new AheadRequest(window, position, owner);
            }
        }
        return null;
    }

    /** Removes all windows; returns the entries that are held no longer. */
    List<KeyEntry<?>> clear() {
        List<KeyEntry<?>> released = new ArrayList<>();
        running.forEach(window -> released.addAll(window.close()));
        ended.forEach(window -> released.addAll(window.close()));
        running.clear();
        ended.clear();
        endedRows = 0;
        return released;
    }
}
