package dev.relata.query;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is fetched and watched. Immutable.
 *
 * @param rows rows of each fetch, or null to begin with 64 and grow to 4,096 or about 1 MiB, whichever is less
 * @param progress is told after each fetch's worth of rows and at the end, on the stream's thread, or null
 * @param connections the most connections that the stream may read over at the same time; 1 keeps the order of the rows
 * @param resumes whether the stream goes on when a connection is lost
 * @param cursor where a resumable stream begins, or null for its beginning
 */
public record Iteration(
        @Nullable Integer rows,
        @Nullable Consumer<? super Progress> progress,
        int connections,
        boolean resumes,
        @Nullable String cursor) {

    /** Checks the numbers. */
    public Iteration {
        if (rows != null && rows < 1) {
            throw new IllegalArgumentException("fetchSize must be 1 or more, was " + rows);
        }
        if (connections < 1) {
            throw new IllegalArgumentException("parallel needs 1 connection or more, was " + connections);
        }
        if (resumes && connections > 1) {
            throw new IllegalArgumentException("a resumable iteration has an order, and reads over one connection");
        }
    }

    /**
     * Makes an iteration that ends when its connection is lost.
     *
     * @param rows rows of each fetch, or null for fetches that begin small and grow
     * @param progress is told how far the stream has come, or null
     * @param connections the most connections that the stream may read over at the same time
     */
    public Iteration(@Nullable Integer rows, @Nullable Consumer<? super Progress> progress, int connections) {
        this(rows, progress, connections, false, null);
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
     * A stream that goes on when a connection is lost: each row comes exactly once, in the order of the selection and then of its id.
     *
     * <p>It is read as pages, each found behind the last row of the page before and read by a statement of its own: no
     * transaction is open between two, so rows that are changed while it runs come as they are when their page is read. A page that fails
     * for a reason that may pass (a connection that is lost, a server that restarts, a conflict on a standby) is read again, up
     * to eight times over some 20 s; then its error ends the stream. A page is read while the rows of the one before are delivered, so at
     * most two are held.
     *
     * <p>{@link Progress#cursor()} tells a listener, after each page, where another stream can go on, in another process too. It tells so
     * when the last row of the page has been delivered: what follows behind a thread or a queue may not have handled it yet.
     *
     * <pre>{@code
     * relata.from(Event.class).iterate(Iteration.resumable(saved).onProgress(progress -> save(progress.cursor())));
     * }</pre>
     *
     * <p>Refused inside a transaction, which ends with its connection, and for types without an id. In a batch scope that streams
     * something else at the same time pages come from its snapshot, and are not read again. Of the exports NDJSON is the one whose parts can
     * be put together: a CSV begins with its header again, a JSON array with its bracket.
     *
     * @return the iteration, from the beginning
     */
    public static Iteration resumable() {
        return resumable(null);
    }

    /**
     * As {@link #resumable()}, from where another one has been told to go on.
     *
     * @param cursor the {@link Progress#cursor()} of a stream of the same selection, or the {@link Page#next()} of a page of it;
     *     null for the beginning. Another one is an {@link dev.relata.error.InvalidCursorException}
     * @return the iteration
     */
    public static Iteration resumable(@Nullable String cursor) {
        return new Iteration(null, null, 1, true, cursor);
    }

    /**
     * This iteration, watched.
     *
     * @param listener is told how far it has come; must not block
     * @return a changed copy
     */
    public Iteration onProgress(Consumer<? super Progress> listener) {
        return new Iteration(rows, listener, connections, resumes, cursor);
    }
}
