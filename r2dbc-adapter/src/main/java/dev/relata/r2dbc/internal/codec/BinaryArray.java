package dev.relata.r2dbc.internal.codec;

import org.jspecify.annotations.Nullable;

/** An array in its binary form, read from its first element to its last. Not thread-safe; for one value. */
final class BinaryArray {

    private static final int HEADER = 12;
    private static final int DIMENSION_SIZE = 8;

    private final byte[] bytes;
    private final int offset;
    private int position;

    BinaryArray(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.offset = offset;
        this.position = offset + HEADER + dimensions() * DIMENSION_SIZE;
    }

    /** Returns the number of dimensions; an empty array has none. */
    int dimensions() {
        return BigEndian.getInt(bytes, offset);
    }

    int size(int level) {
        return BigEndian.getInt(bytes, offset + HEADER + level * DIMENSION_SIZE);
    }

    int lowerBound(int level) {
        return BigEndian.getInt(bytes, offset + HEADER + level * DIMENSION_SIZE + Integer.BYTES);
    }

    /** Reads the next element, null if it is null. */
    @Nullable
    Object next(ValueCodec codec) {
        int length = BigEndian.getInt(bytes, position);
        int start = position + Integer.BYTES;
        position = start + Math.max(0, length);
        return length < 0 ? null : codec.decode(bytes, start, length);
    }
}
