package dev.relata.observe;

/**
 * Is told what happens; every method does nothing by default. Called on the thread on which it happened, so it must not
 * block or throw. Must be thread-safe.
 */
public interface RelataListener {

    /**
     * Called once for each request that has ended.
     *
     * @param request what was asked and how it ended
     */
    default void onRequest(ObservedRequest request) {}

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
}
