package dev.relata.r2dbc.internal.exec;

import dev.relata.spi.stream.FetchSize;
import io.r2dbc.spi.Row;
import java.util.function.ToIntFunction;

/**
 * The number of rows of each FETCH of a cursor. Immutable.
 *
 * @param fetchSize rows of every FETCH, or 0 for adaptive: 64 first so that the first row comes early, then four times
 *     the last, up to 4,096 rows or about 1 MiB, whichever is less
 * @param rowBytes tells the size of a row; asked for a sample of the rows while these are readable, and only when
 *     adaptive; answers 0 if it does not know
 */
public record CursorOptions(int fetchSize, ToIntFunction<? super Row> rowBytes) {

    /** Checks the size. */
    public CursorOptions {
        if (fetchSize < 0) {
            throw new IllegalArgumentException("fetchSize must be 0 (adaptive) or more, was " + fetchSize);
        }
    }

    /**
     * Grows with the stream, bounded by rows only.
     *
     * @return the options
     */
    public static CursorOptions adaptive() {
        return adaptive(row -> 0);
    }

    /**
     * Grows with the stream, bounded by rows and by bytes.
     *
     * @param rowBytes tells the size of a row, 0 if it does not know
     * @return the options
     */
    public static CursorOptions adaptive(ToIntFunction<? super Row> rowBytes) {
        return new CursorOptions(0, rowBytes);
    }

    /**
     * The same number of rows in every FETCH.
     *
     * @param rows the number, 1 or more
     * @return the options
     */
    public static CursorOptions fixed(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a fixed fetch size must be 1 or more, was " + rows);
        }
        return new CursorOptions(rows, row -> 0);
    }

    /** Makes the fetch size of one subscription. */
    FetchSize size() {
        return fetchSize > 0 ? FetchSize.fixed(fetchSize) : FetchSize.growing(1);
    }
}
