package dev.relata.spi.stream;

import reactor.util.context.Context;

/**
 * Takes the answers of a {@link CursorSource}: for each fetch its rows, and then once the end of the fetch or its failure. The methods
 * may be called from any thread, one after the other.
 *
 * @param <R> a row
 */
public interface FetchReceiver<R> {

    /**
     * Returns the context of the subscriber.
     *
     * @return the context
     */
    Context context();

    /**
     * Returns the fetch size, which the source may give samples of its rows.
     *
     * @return the fetch size
     */
    FetchSize fetchSize();

    /**
     * Takes a row of the fetch under way.
     *
     * @param value the row
     */
    void row(R value);

    /**
     * Ends the fetch under way.
     *
     * @param wasLast whether the source has no more rows
     */
    void fetched(boolean wasLast);

    /**
     * Ends the fetch under way, and the source with it.
     *
     * @param why the error
     */
    void failed(Throwable why);
}
