package dev.relata.mongo.exec;

/**
 * How many rows the next batch of a cursor asks for: 64 first, so that the first row comes early, then four times as many each
 * time, up to 4,096 rows or about 1 MiB. Used by one thread at a time.
 */
final class BatchSize {

    /** The driver asks for two where one is demanded, and would ask for more while it still holds the other. */
    private static final int FEWEST = 2;

    private static final int FIRST = 64;
    private static final int GROWTH = 4;
    private static final int MOST_ROWS = 4096;
    private static final long MOST_BYTES = 1 << 20;

    private final int fixed;
    private final MeasuredRows measured;
    private int size;

    /** A fixed number of rows, two at the least, or 0 to follow the rows. */
    BatchSize(int fixed, MeasuredRows measured) {
        this.fixed = fixed;
        this.measured = measured;
    }

    /** Takes the size of the next batch. */
    int next() {
        if (fixed > 0) {
            size = Math.max(FEWEST, fixed);
        } else {
            size = size == 0 ? FIRST : Math.min(Math.min(size * GROWTH, MOST_ROWS), fittingRows());
        }
        return size;
    }

    /** The size that was taken last. */
    int current() {
        return size;
    }

    private int fittingRows() {
        long bytes = measured.bytesOfARow();
        return bytes == 0 ? MOST_ROWS : (int) Math.max(FEWEST, Math.min(MOST_ROWS, MOST_BYTES / bytes));
    }
}
