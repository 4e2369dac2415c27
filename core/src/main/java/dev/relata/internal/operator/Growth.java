package dev.relata.internal.operator;

/** The sizes of the steps in which a stream is read: 256, then four times as many each time, up to 4,096. Not thread-safe. */
public final class Growth {

    static final int FIRST = 256;

    /** The largest size. */
    public static final int MOST = 4096;

    private static final int FACTOR = 4;

    private int size = FIRST;

    /** Returns the size of the present step. */
    public int size() {
        return size;
    }

    /** Makes the next step larger. */
    public void grow() {
        size = Math.min(size * FACTOR, MOST);
    }
}
