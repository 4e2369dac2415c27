package dev.relata.query;

import dev.relata.error.RefusedException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How many rows are written at a time, what becomes of those that are there already, and who is told. Immutable.
 *
 * <pre>{@code
 * relata.on(author, Author.BOOKS)
 *         .createMany(drafts, Bulk.chunkSize(8192).onProgress(progress -> log(progress.done())));
 * }</pre>
 *
 * @param rows rows of a chunk: what is asked of the source at a time and sent in one or two statements; two chunks are held in
 *     memory at the most
 * @param conflict what happens to rows that are there already; for writes of new rows
 * @param progress is told after each chunk, before the commit, on the write's thread; or null
 * @param <T> the record, or {@code Object} where no key of it is named
 */
public record Bulk<T>(
        int rows, OnConflict<T> conflict, @Nullable Consumer<? super Progress> progress) {

    private static final int DEFAULT_ROWS = 4096;

    /** Checks the size. */
    public Bulk {
        RefusedException.unlessNull(conflict, "Bulk", "the policy (OnConflict)");
        if (rows < 1) {
            throw new IllegalArgumentException("chunkSize must be 1 or more, was " + rows);
        }
    }

    /**
     * Chunks of 4,096 rows, an error where a row is there already, nobody told.
     *
     * @return the default
     */
    public static Bulk<Object> defaults() {
        return chunkSize(DEFAULT_ROWS);
    }

    /**
     * Chunks of another size: larger ones take fewer statements and more memory.
     *
     * @param rows rows of a chunk, 1 or more
     * @return the options
     */
    public static Bulk<Object> chunkSize(int rows) {
        return new Bulk<>(rows, OnConflict.error(), null);
    }

    /**
     * The same with another policy for rows that are there already.
     *
     * @param policy the policy
     * @param <R> the record
     * @return a changed copy
     */
    public <R> Bulk<R> onConflict(OnConflict<R> policy) {
        return new Bulk<>(rows, policy, progress);
    }

    /**
     * The same, watched.
     *
     * @param listener is told after each chunk; must not block
     * @return a changed copy
     */
    public Bulk<T> onProgress(Consumer<? super Progress> listener) {
        return new Bulk<>(rows, conflict, listener);
    }
}
