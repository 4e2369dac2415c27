package dev.relata.query;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is fetched and watched. Immutable.
 *
 * @param rows rows of each fetch, or null to begin with 64 and grow to 4,096 or about 1 MiB, whichever is less
 * @param progress is told after each fetch's worth of rows and at the end, on the stream's thread, or null
 */
public record Iteration(@Nullable Integer rows, @Nullable Consumer<? super Progress> progress) {

    /** Checks the size. */
    public Iteration {
        if (rows != null && rows < 1) {
            throw new IllegalArgumentException("fetchSize must be 1 or more, was " + rows);
        }
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
     * This iteration, watched.
     *
     * @param listener is told how far it has come; must not block
     * @return a changed copy
     */
    public Iteration onProgress(Consumer<? super Progress> listener) {
        return new Iteration(rows, listener);
    }
}
