package dev.relata.r2dbc.exec;

/** Where a subscription gets its rows from. Called by one thread at a time. */
interface CursorSource {

    /**
     * Sends the next FETCH, the first one behind DECLARE. Answers through {@link CursorSubscription#row},
     * {@link CursorSubscription#fetched} and {@link CursorSubscription#failed}; not called again before one of the last
     * two.
     *
     * @param rows how many to ask for
     */
    void fetch(int rows);

    /** Stops what runs and closes the cursor; no answers are expected any more. */
    void cancel();
}
