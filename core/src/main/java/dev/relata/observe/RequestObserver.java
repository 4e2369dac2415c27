package dev.relata.observe;

import dev.relata.spi.ExecutedStatement;
import reactor.util.context.Context;

/**
 * What one listener makes of one request, from {@link RelataListener#onStart} to the end; every method does nothing by default.
 * Called on the thread on which it happened, so it must not block or throw. The calls come one after the other, but a cancel may
 * meet a statement that ends at the same time.
 */
public interface RequestObserver {

    /** Observes nothing. */
    RequestObserver NONE = new RequestObserver() {};

    /**
     * Changes the context that the store works in, so that what it calls knows the request: a span for the driver's own to be
     * children of. Subscribers of the request keep their context. Called once, right after the start.
     *
     * @param context the context of the subscriber
     * @return the context of the store
     */
    default Context context(Context context) {
        return context;
    }

    /**
     * Called for each statement that was sent for the request, when the statement has ended: the one that the request is, the
     * fetches of a stream, and what stands around them on the connection, such as savepoints. A statement whose subscriber has
     * cancelled is left out.
     *
     * @param statement what was sent and how it ended
     */
    default void onStatement(ExecutedStatement statement) {}

    /**
     * Called once, when the request has ended.
     *
     * @param request what was asked and how it ended
     */
    default void onEnd(ObservedRequest request) {}
}
