package dev.relata.observe;

import reactor.util.context.Context;

/**
 * What one listener makes of one write of many rows, from {@link RelataListener#onBulkStart} to the end; every method does nothing
 * by default. Called on the thread on which it happened, so it must not block or throw.
 */
public interface BulkObserver {

    /** Observes nothing. */
    BulkObserver NONE = new BulkObserver() {};

    /**
     * Changes the context of all that runs in the write: its requests, and the publisher that gives the rows. Called once, right
     * after the start.
     *
     * @param context the context of the subscriber
     * @return the context in the write
     */
    default Context context(Context context) {
        return context;
    }

    /**
     * Called after each chunk, before the commit. A write that fits one statement has none; one that a store repeats after a
     * conflict begins again.
     *
     * @param rows the number of rows in the chunk
     */
    default void onChunk(int rows) {}

    /**
     * Called once, when the write has ended: after its commit, or its rollback.
     *
     * @param bulk what was written and how it ended
     */
    default void onEnd(ObservedBulk bulk) {}
}
