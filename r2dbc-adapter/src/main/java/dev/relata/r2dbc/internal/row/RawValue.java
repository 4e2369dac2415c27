package dev.relata.r2dbc.internal.row;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.message.Format;
import io.r2dbc.spi.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the value of a column that was read last on a connection: a copy, since the driver's own are released with the row. One
 * object for each connection, whose rows are read one after the other; not thread-safe.
 *
 * <p>The driver looks for a codec whenever it is asked for a column, and takes longer for that than all else here. The columns of a row
 * follow each other in one buffer, each behind its length, as the protocol sends them, so the first column leads to the others.
 */
final class RawValue {

    /** A longer value gets an array of its own, which is not kept. */
    private static final int KEPT = 1 << 16;

    private byte[] kept = new byte[256];
    private byte[] bytes = kept;
    private int length;
    private boolean binary;

    /** The buffer in which the value stands among others, and where it ends there; null where that is not known. */
    private @Nullable ByteBuf row;

    private int end;

    /** Whether columns follow each other as expected; null before a row with more than one has been seen. */
    private @Nullable Boolean contiguous;

    private boolean there;

    RawValue set(ByteBuf buffer, Format format) {
        binary = format == Format.FORMAT_BINARY;
        there = true;
        copy(buffer, buffer.readerIndex(), buffer.readableBytes());
        row = buffer.unwrap();
        int start = row == null ? -1 : start(buffer, row);
        end = start + length;
        if (start < Integer.BYTES || row == null || row.getInt(start - Integer.BYTES) != length) {
            row = null;
        }
        return this;
    }

    /** Returns where a slice begins in the buffer that it is of, negative where that cannot be told. */
    private static int start(ByteBuf slice, ByteBuf whole) {
        if (slice.hasMemoryAddress() && whole.hasMemoryAddress()) {
            return (int) (slice.memoryAddress() - whole.memoryAddress());
        }
        return slice.hasArray() && whole.hasArray() ? slice.arrayOffset() - whole.arrayOffset() : -1;
    }

    private void copy(ByteBuf buffer, int from, int size) {
        length = size;
        bytes = array(size);
        buffer.getBytes(from, bytes, 0, size);
    }

    /** Whether {@link #next} can be called. */
    boolean leadsOn() {
        return row != null && Boolean.TRUE.equals(contiguous);
    }

    /** Goes on to the next column of the row. */
    void next() {
        ByteBuf buffer = Objects.requireNonNull(row);
        int size = buffer.getInt(end);
        end += Integer.BYTES;
        there = size >= 0;
        if (there) {
            copy(buffer, end, size);
            end += size;
        }
    }

    /** Whether the column is not null. */
    boolean isThere() {
        return there;
    }

    /** Compares a row, once for the connection, with what the driver gives out for each of its columns, of which the first was read. */
    void checkOnce(Row given, int columns) {
        if (contiguous == null && row != null && columns > 1) {
            List<byte @Nullable []> found = follow(columns);
            contiguous = found != null && isGiven(found, given);
        }
    }

    private @Nullable List<byte @Nullable []> follow(int columns) {
        List<byte @Nullable []> found = new ArrayList<>();
        try {
            found.add(copied());
            for (int i = 1; i < columns; i++) {
                next();
                found.add(there ? copied() : null);
            }
            return found;
        } catch (IndexOutOfBoundsException | NegativeArraySizeException another) {
            return null;
        }
    }

    private static boolean isGiven(List<byte @Nullable []> found, Row given) {
        for (int i = 0; i < found.size(); i++) {
            RawValue value = given.get(i, RawValue.class);
            if (!Arrays.equals(value == null ? null : value.copied(), found.get(i))) {
                return false;
            }
        }
        return true;
    }

    private byte[] copied() {
        return Arrays.copyOf(bytes, length);
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

    /** Whether it came as text, which begins as that of bytes in hexadecimal does. */
    boolean isHexadecimal() {
        return !binary && length >= 2 && bytes[0] == '\\' && bytes[1] == 'x';
    }

    /** Makes the bytes that hexadecimal text stands for, in its place; leaves a value that came in binary as it is. */
    void fromHexadecimal() {
        if (binary) {
            return;
        }
        if (!isHexadecimal()) {
            throw new IllegalStateException("bytes came in another form than those before them");
        }
        int size = length / 2 - 1;
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ((Character.digit(bytes[2 * i + 2], 16) << 4) | Character.digit(bytes[2 * i + 3], 16));
        }
        length = size;
    }

    /** Whether it came in the binary form of its type. */
    boolean isBinary() {
        return binary;
    }

    @Override
    public String toString() {
        return Arrays.toString(copied());
    }
}
