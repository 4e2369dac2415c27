package dev.relata.spi;

import reactor.util.context.ContextView;

/**
 * Hears of each fetch of the streams of a reactive context before it is sent. An operator that holds the rows of a fetch puts one
 * into the context of its source, so that it requests as many rows as have been fetched. Streams that are made of {@code
 * dev.relata.spi.stream} notify it. Thread-safe.
 */
@FunctionalInterface
public interface FetchListener {

    /** The key in the reactive context. */
    Object KEY = FetchListener.class;

    /** The listener of a context that has none. */
    FetchListener NONE = (rows, buffered) -> {};

    /**
     * Called before a fetch is sent, and never before its rows are requested. May request rows of the stream.
     *
     * @param rows the most rows that the fetch answers
     * @param buffered the rows of earlier fetches that have not been delivered yet
     */
    void fetching(int rows, int buffered);

    /**
     * Finds the listener of a context.
     *
     * @param context the subscriber's context
     * @return the listener, {@link #NONE} where there is none
     */
    static FetchListener of(ContextView context) {
        return context.<FetchListener>getOrEmpty(KEY).orElse(NONE);
    }
}
