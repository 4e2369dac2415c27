package dev.relata.spi;

/**
 * Sees every statement that a store sends; called on the thread that ended it, so it must not block or throw. One that a store has
 * been given sees all its statements; one that stands in the context of a request under {@link #KEY} sees those that are sent for
 * this request.
 */
@FunctionalInterface
public interface StatementListener {

    /** The key in the reactive context. */
    Object KEY = StatementListener.class;

    /**
     * Called once for each statement when it has ended.
     *
     * @param statement what was sent and how it ended
     */
    void onStatement(ExecutedStatement statement);
}
