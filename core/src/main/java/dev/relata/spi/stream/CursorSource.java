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

    /**
     * Tells whether a fetch may answer rows. Where it is known that none is left, the next fetch is sent without demand, since it only
     * ends the cursor.
     *
     * @return true by default
     */
    default boolean hasNext() {
        return true;
    }

    /** Stops the fetch under way and closes the cursor; answers are ignored from here on. */
    void cancel();
}
