package dev.relata.spi;

/** Sees every statement that a store sends; called on the thread that ended it, so it must not block or throw. */
@FunctionalInterface
public interface StatementListener {

    /**
     * Called once for each statement when it has ended.
     *
     * @param statement what was sent and how it ended
     */
    void onStatement(ExecutedStatement statement);
}
