package dev.relata.spi.stream;

import java.util.function.Function;
import reactor.util.context.Context;

/**
 * The cursors of one subscription to a {@link MergedCursorFlux}. Thread-safe.
 *
 * @param <R> a row
 */
public interface MergedCursors<R> {

    /**
     * Adds a cursor, also while others are read. A source that is added after the end of the stream is cancelled at once.
     *
     * @param source makes the source, which answers to the receiver and opens nothing before its first fetch
     */
    void add(Function<? super FetchReceiver<R>, ? extends CursorSource> source);

    /**
     * Tells whether the stream has ended, so that no cursor need be added.
     *
     * @return true after its completion, its error or its cancel
     */
    boolean ended();

    /**
     * Returns the context of the subscriber.
     *
     * @return the context
     */
    Context context();
}
