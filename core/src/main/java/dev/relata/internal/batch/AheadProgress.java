package dev.relata.internal.batch;

/**
 * How far one kind of lookup has been read ahead in a stream. An answer that was read ahead and is looked up nevertheless was lost, to
 * a write or an error. Then the next keys are only twice as many as the rows that had come in between: a pipeline that writes behind
 * each row would otherwise read the rest of its fetch once for each row. Guarded.
 */
final class AheadProgress {

    private static final long MOST_LOST = 2;

    /** The position of the lookup that was read ahead from last, and the end of the rows that were read with it. */
    private long start;

    private long end;

    /**
     * Returns the most keys to read ahead from a lookup.
     *
     * @param position the position of the lookup's row
     */
    int most(long position) {
        long keys = position < end ? MOST_LOST * Math.max(position - start, 1) : Integer.MAX_VALUE;
        return (int) Math.min(keys, Integer.MAX_VALUE);
    }

    /**
     * Notes what was read ahead.
     *
     * @param position the position of the lookup's row
     * @param last the position of the last row that was read with it
     */
    void read(long position, long last) {
        start = position;
        end = last + 1;
    }
}
