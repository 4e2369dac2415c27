package dev.relata.r2dbc.internal.copy;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** PostgreSQL's binary COPY format while it is written. Not thread-safe. */
final class CopyBytes {

    private static final byte[] HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', -1, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int NULL = -1;
    private static final int END = -1;

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int size;

    CopyBytes(int capacity) {
        this.bytes = Arrays.copyOf(HEADER, Math.max(capacity, HEADER.length));
        this.size = HEADER.length;
    }

    void row(int columns) {
        raw16(columns);
    }

    void none() {
        room(Integer.BYTES);
        raw32(NULL);
    }

    void bool(boolean value) {
        room(Integer.BYTES + 1);
        raw32(1);
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    void int16(int value) {
        room(Integer.BYTES + Short.BYTES);
        raw32(Short.BYTES);
        SHORT.set(bytes, size, (short) value);
        size += Short.BYTES;
    }

    void int32(int value) {
        room(Integer.BYTES * 2);
        raw32(Integer.BYTES);
        raw32(value);
    }

    void int64(long value) {
        room(Integer.BYTES + Long.BYTES);
        raw32(Long.BYTES);
        raw64(value);
    }

    void twice64(long high, long low) {
        room(Integer.BYTES + Long.BYTES * 2);
        raw32(Long.BYTES * 2);
        raw64(high);
        raw64(low);
    }

    void binary(byte[] value) {
        room(Integer.BYTES + value.length);
        raw32(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    /** Most text is ASCII, which is copied as it is; the rest goes through the JDK's encoder. */
    void text(String value) {
        int length = value.length();
        room(Integer.BYTES + length);
        byte[] out = bytes;
        int start = size + Integer.BYTES;
        for (int i = 0; i < length; i++) {
            char character = value.charAt(i);
            if (character == 0 || character >= 0x80) {
                binary(utf8(value));
                return;
            }
            out[start + i] = (byte) character;
        }
        raw32(length);
        size += length;
    }

    private static byte[] utf8(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        if (value.indexOf(0) >= 0 || !new String(encoded, StandardCharsets.UTF_8).equals(value)) {
            throw new NotCopiedException("the text has no form in PostgreSQL");
        }
        return encoded;
    }

    /** The finished bytes, which are not copied: nothing may be written after them. */
    ByteBuffer end() {
        raw16(END);
        return ByteBuffer.wrap(bytes, 0, size);
    }

    private void raw16(int value) {
        room(Short.BYTES);
        SHORT.set(bytes, size, (short) value);
        size += Short.BYTES;
    }

    private void raw32(int value) {
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    private void raw64(long value) {
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
