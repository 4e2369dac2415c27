package dev.relata.spi.stream;

/** Fetches the rows of one cursor for a {@link FetchReceiver}. Called by one thread at a time. */
public interface CursorSource {

    /**
     * Sends the next fetch, which for the first one opens the cursor. The source answers through
     * {@link FetchReceiver#row}, and then once through {@link FetchReceiver#fetched} or
     * {@link FetchReceiver#failed}; it is not asked again before.
     *
     * @param rows the rows to ask for
     */
    void fetch(int rows);

    /** Stops the fetch under way and closes the cursor; answers are ignored from here on. */
    void cancel();
}
