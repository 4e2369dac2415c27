package dev.relata.observe;

import reactor.util.context.ContextView;

/**
 * Is told what happens; every method does nothing by default. Called on the thread on which it happened, so it must not
 * block or throw. Must be thread-safe.
 *
 * <p>What lasts has a start, which returns an observer of its end and of what comes between. What belongs to what is told by the
 * Reactor context: that of a request is the context of its subscriber, changed by the observers of all that is around it. A batch
 * of a scope is subscribed to by the scope and not by one of those who wait for it, so its context is that in which the scope was
 * opened.
 */
public interface RelataListener {

    /**
     * Called once for each subscription to a request, before anything is sent.
     *
     * @param request the request, which can be read while it runs
     * @param context the context of the subscriber; of a batch that of its scope
     * @return what sees the statements and the end, or {@link RequestObserver#NONE}
     */
    default RequestObserver onStart(RunningRequest request, ContextView context) {
        return RequestObserver.NONE;
    }

    /**
     * Called once for each request that has ended.
     *
     * @param request what was asked and how it ended
     */
    default void onRequest(ObservedRequest request) {}

    /**
     * Called once for each subscription to a write of many rows, before its first request.
     *
     * @param bulk the write, which can be read while it runs
     * @param context the context of the subscriber
     * @return what sees the chunks and the end, or {@link BulkObserver#NONE}
     */
    default BulkObserver onBulkStart(RunningBulk bulk, ContextView context) {
        return BulkObserver.NONE;
    }

    /**
     * Called once for each batch scope that is opened, but for one that {@code batching().scope()} puts into a context, since that has
     * no end.
     *
     * @param context the context of its subscriber
     * @return what sees its end, or {@link ScopeObserver#NONE}
     */
    default ScopeObserver onScopeStart(ContextView context) {
        return ScopeObserver.NONE;
    }

    /**
     * Called once for each scope of {@code batched} that has ended.
     *
     * @param statistics what was looked up in it
     */
    default void onScopeEnd(ScopeStatistics statistics) {}

    /**
     * Called once for each subscription and relationship whose lookups go out one by one, unless {@link NPlusOne#OFF}.
     *
     * @param finding what was found
     */
    default void onNPlusOne(NPlusOneFinding finding) {}

    /**
     * Called as {@link #onNPlusOne(NPlusOneFinding)}, with the context; calls that by default.
     *
     * @param finding what was found
     * @param context the context of the subscriber of the lookup that went out last
     */
    default void onNPlusOne(NPlusOneFinding finding, ContextView context) {
        onNPlusOne(finding);
    }
}
