package dev.relata.query;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is fetched and watched. Immutable.
 *
 * @param rows rows of each fetch, or null to begin with 64 and grow to 4,096 or about 1 MiB, whichever is less
 * @param progress is told after each fetch's worth of rows and at the end, on the stream's thread, or null
 * @param connections the most connections that the stream may read over at the same time; 1 keeps the order of the rows
 */
public record Iteration(@Nullable Integer rows, @Nullable Consumer<? super Progress> progress, int connections) {

    /** Checks the numbers. */
    public Iteration {
        if (rows != null && rows < 1) {
            throw new IllegalArgumentException("fetchSize must be 1 or more, was " + rows);
        }
        if (connections < 1) {
            throw new IllegalArgumentException("parallel needs 1 connection or more, was " + connections);
        }
    }

    /**
     * Makes an iteration over one connection.
     *
     * @param rows rows of each fetch, or null for fetches that begin small and grow
     * @param progress is told how far the stream has come, or null
     */
    public Iteration(@Nullable Integer rows, @Nullable Consumer<? super Progress> progress) {
        this(rows, progress, 1);
    }

    /**
     * Fetches that begin small and grow.
     *
     * @return the default
     */
    public static Iteration adaptive() {
        return new Iteration(null, null);
    }

    /**
     * Fetches of a fixed size; at most two of them are held at a time.
     *
     * @param rows rows of each fetch, 1 or more
     * @return the iteration
     */
    public static Iteration fetchSize(int rows) {
        return new Iteration(rows, null);
    }

    /**
     * Rows in no order, read over several connections at the same time, which see one snapshot: each row of that snapshot comes
     * exactly once. Two fetches at the most are held for each connection.
     *
     * <p>The stream begins with the first connection and takes the others one after the other, as they become free, while there
     * is something left to read: it ends with one connection too, and two such streams share a pool that is too small for both. What the
     * consumer of the rows requests meanwhile needs a connection of its own, so a pool should have more than these. In a
     * transaction or a batch scope, which have one connection, the stream is read over that one; so is a small table, a view, and every
     * stream of a store that reads over one connection.
     *
     * <p>Refused for a selection with an order, a limit or an offset, and for what reads related rows beside those of the
     * stream.
     *
     * <pre>{@code
     * relata.from(Event.class).iterate(Iteration.parallel(4));
     * }</pre>
     *
     * @param connections the most connections, 1 or more
     * @return the iteration
     */
    public static Iteration parallel(int connections) {
        return new Iteration(null, null, connections);
    }

    /**
     * This iteration, watched.
     *
     * @param listener is told how far it has come; must not block
     * @return a changed copy
     */
    public Iteration onProgress(Consumer<? super Progress> listener) {
        return new Iteration(rows, listener, connections);
    }
}
