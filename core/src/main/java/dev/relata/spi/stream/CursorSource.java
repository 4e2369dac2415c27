package dev.relata.spi.stream;

/** Fetches the rows of one cursor for a {@link CursorSubscription}. Called by one thread at a time. */
public interface CursorSource {

    /**
     * Sends the next fetch, which for the first one opens the cursor. The source answers through
     * {@link CursorSubscription#row}, and then once through {@link CursorSubscription#fetched} or
     * {@link CursorSubscription#failed}; it is not asked again before.
     *
     * @param rows the rows to ask for
     */
    void fetch(int rows);

    /** Stops the fetch under way and closes the cursor; answers are ignored from here on. */
    void cancel();
}
