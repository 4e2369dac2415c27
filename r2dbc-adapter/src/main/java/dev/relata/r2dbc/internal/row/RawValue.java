package dev.relata.r2dbc.internal.row;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.message.Format;
import java.util.Arrays;

/**
 * The bytes of the value of a column that was read last on a connection: a copy, since the driver's own are released with the row. One
 * object for each connection, whose rows are read one after the other; not thread-safe.
 */
final class RawValue {

    /** A longer value gets an array of its own, which is not kept. */
    private static final int KEPT = 1 << 16;

    private byte[] kept = new byte[256];
    private byte[] bytes = kept;
    private int length;
    private boolean binary;

    RawValue set(ByteBuf buffer, Format format) {
        length = buffer.readableBytes();
        binary = format == Format.FORMAT_BINARY;
        bytes = array(length);
        buffer.getBytes(buffer.readerIndex(), bytes, 0, length);
        return this;
    }

    private byte[] array(int size) {
        if (size > KEPT) {
            return new byte[size];
        }
        if (size > kept.length) {
            kept = new byte[Math.max(size, kept.length * 2)];
        }
        return kept;
    }

    /** Returns an array that begins with the value. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** Whether it came in the binary form of its type. */
    boolean isBinary() {
        return binary;
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(bytes, length));
    }
}
