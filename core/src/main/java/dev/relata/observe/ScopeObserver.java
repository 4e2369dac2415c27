package dev.relata.observe;

import reactor.util.context.Context;

/**
 * What one listener makes of one batch scope; every method does nothing by default, and must not block or throw. Must be
 * thread-safe.
 */
public interface ScopeObserver {

    /** Observes nothing. */
    ScopeObserver NONE = new ScopeObserver() {};

    /**
     * Changes the context of all that runs in the scope: the pipeline, and the requests of its batches. Called once, right after
     * the start.
     *
     * @param context the context of the subscriber of the scope
     * @return the context in the scope
     */
    default Context context(Context context) {
        return context;
    }

    /**
     * Called once, when the scope has ended.
     *
     * @param statistics what was looked up in it
     */
    default void onEnd(ScopeStatistics statistics) {}
}
