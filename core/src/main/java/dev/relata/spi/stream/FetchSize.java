package dev.relata.spi.stream;

/**
 * The number of rows that the next fetch of a cursor asks for. A growing size starts at 64 rows, so that the first row comes
 * early, and takes four times as many each time, up to 4,096 rows or about 1 MiB, whichever is less. Used by one subscription;
 * {@link #sample(long)} and {@link #next()} are called by one thread at a time.
 */
public final class FetchSize {

    private static final int FIRST = 64;
    private static final int GROWTH = 4;
    private static final int MOST_ROWS = 4096;
    private static final long MOST_BYTES = 1 << 20;
    private static final int SAMPLE_EVERY = 8;

    private final int fixed;
    private final int fewest;
    private int size;
    private long seen;
    private long sampled;
    private long bytes;

    private FetchSize(int fixed, int fewest) {
        this.fixed = fixed;
        this.fewest = fewest;
    }

    /**
     * Makes a size that grows with the stream.
     *
     * @param fewest the fewest rows of a fetch, 1 or more
     * @return the size
     */
    public static FetchSize growing(int fewest) {
        return new FetchSize(0, fewest);
    }

    /**
     * Makes a size that stays the same.
     *
     * @param rows the rows of each fetch, 1 or more
     * @return the size
     */
    public static FetchSize fixed(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a fixed fetch size must be 1 or more, was " + rows);
        }
        return new FetchSize(rows, rows);
    }

    /**
     * Takes the size of the next fetch.
     *
     * @return the rows to ask for
     */
    public int next() {
        size = fixed > 0 ? fixed : grown();
        seen = 0;
        sampled = 0;
        bytes = 0;
        return size;
    }

    private int grown() {
        return size == 0 ? Math.max(fewest, FIRST) : Math.min(Math.min(size * GROWTH, MOST_ROWS), fittingRows());
    }

    private int fittingRows() {
        return bytes == 0 ? MOST_ROWS : (int) Math.max(fewest, Math.min(MOST_ROWS, MOST_BYTES * sampled / bytes));
    }

    /**
     * Returns the size that was taken last.
     *
     * @return the rows, 0 before the first fetch
     */
    public int current() {
        return size;
    }

    /**
     * Tells whether the size of the next row shall be sampled. Called once for each row: one row in eight is sampled, and none
     * where the size is fixed.
     *
     * @return whether {@link #sample(long)} is to be called for the row
     */
    public boolean wantsSample() {
        return fixed == 0 && seen++ % SAMPLE_EVERY == 0;
    }

    /**
     * Notes the size of a row of the fetch under way.
     *
     * @param rowBytes its bytes, 0 where they are not known
     */
    public void sample(long rowBytes) {
        bytes += rowBytes;
        sampled++;
    }
}
