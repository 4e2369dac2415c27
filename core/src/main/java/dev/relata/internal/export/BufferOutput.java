package dev.relata.internal.export;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Bytes of rows, in buffers that are each full with a row. A buffer belongs to its receiver, and is not written again. Not
 * thread-safe.
 */
final class BufferOutput extends OutputStream {

    /** The element of a row with which no buffer is full. */
    static final ByteBuffer NONE = ByteBuffer.allocate(0);

    /** A buffer with so many bytes is full. Larger ones save nothing: the work of a buffer is divided by hundreds of rows. */
    static final int FULL = 32 * 1024;

    private static final int SPARE = 1024;

    private static final byte[] EMPTY = {};

    private byte[] bytes = EMPTY;
    private int length;
    private int rows;

    /** Returns the array, with room for more bytes behind {@link #length()}. */
    byte[] room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.max(FULL + SPARE, bytes.length * 2)));
        }
        return bytes;
    }

    int length() {
        return length;
    }

    /** Takes what was written into the array. */
    void advanceTo(int end) {
        length = end;
    }

    @Override
    public void write(int value) {
        room(1)[length++] = (byte) value;
    }

    @Override
    public void write(byte[] from) {
        write(from, 0, from.length);
    }

    @Override
    public void write(byte[] from, int offset, int size) {
        System.arraycopy(from, offset, room(size), length, size);
        length += size;
    }

    /** Writes a text of ASCII characters only. */
    @SuppressWarnings("deprecation") // the low bytes are all that ASCII has
    void ascii(String text) {
        int size = text.length();
        text.getBytes(0, size, room(size), length);
        length += size;
    }

    /** Takes back what was written since the last row. */
    void abandonRow() {
        length = rows;
    }

    /** Ends a row; returns the buffer if it is full. */
    ByteBuffer endRow() {
        rows = length;
        return length < FULL ? NONE : rest();
    }

    /** Takes the rows that are in no buffer yet. */
    ByteBuffer rest() {
        ByteBuffer taken = rows == 0 ? NONE : ByteBuffer.wrap(bytes, 0, rows).slice();
        bytes = EMPTY;
        length = 0;
        rows = 0;
        return taken;
    }
}
