package dev.relata.r2dbc.exec;

import io.r2dbc.spi.Row;

/** How many rows the next FETCH asks for. */
final class FetchSize {

    private static final int FIRST = 64;
    private static final int GROWTH = 4;
    private static final int MOST_ROWS = 4096;
    private static final long MOST_BYTES = 1 << 20;
    private static final int SAMPLE_EVERY = 8;

    private final CursorOptions options;
    private int size;
    private long seen;
    private long sampled;
    private long bytes;

    FetchSize(CursorOptions options) {
        this.options = options;
    }

    /** Takes the size of the next FETCH. */
    int next() {
        if (options.fetchSize() > 0) {
            size = options.fetchSize();
        } else {
            size = size == 0 ? FIRST : Math.min(Math.min(size * GROWTH, MOST_ROWS), fittingRows());
        }
        seen = 0;
        sampled = 0;
        bytes = 0;
        return size;
    }

    /** The size that was taken last. */
    int current() {
        return size;
    }

    private int fittingRows() {
        return bytes == 0 ? MOST_ROWS : (int) Math.max(1, Math.min(MOST_ROWS, MOST_BYTES * sampled / bytes));
    }

    /** Looks at a row while it is readable. */
    void sample(Row row) {
        if (options.fetchSize() == 0 && seen++ % SAMPLE_EVERY == 0) {
            bytes += options.rowBytes().applyAsInt(row);
            sampled++;
        }
    }
}
