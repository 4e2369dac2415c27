package dev.relata.r2dbc.internal.codec;

import dev.relata.spi.RowTarget;
import org.jspecify.annotations.Nullable;

/** One value in both directions, never SQL null. Stateless and thread-safe. */
public interface ValueCodec {

    /** Reads a value from its binary form; null only where a value stands for null, as JSON's {@code null} does. */
    @Nullable
    Object decode(byte[] bytes, int offset, int length);

    /** Reads a value from its binary form into a target: as it is, where no object is needed for it. */
    default void pass(byte[] bytes, int offset, int length, int column, RowTarget<?> target) {
        target.value(column, decode(bytes, offset, length));
    }

    /** Writes a value in PostgreSQL's input syntax. */
    String encode(Object value);

    /** Writes a value; nulls within it are marked where a marker is given. */
    default String encode(Object value, @Nullable NullMarker marker) {
        return encode(value);
    }

    /** Returns the value to hand to the driver: a type that it sends in binary and rightly, or the text. */
    default Object bind(Object value) {
        return encode(value);
    }

    /** Returns whether what {@link #encode} writes needs no quotes as an element of an array. */
    default boolean plainInArrays() {
        return false;
    }
}
