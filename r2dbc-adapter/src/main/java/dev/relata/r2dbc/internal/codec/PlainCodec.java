package dev.relata.r2dbc.internal.codec;

import org.jspecify.annotations.Nullable;

/**
 * One value in both directions, between its Java type and the class in which a driver takes and gives the values of a column's type; never SQL
 * null. Stateless and thread-safe.
 */
public interface PlainCodec {

    /**
     * Returns the value for the driver: for an array an {@code Object[]}, in which nulls stay null.
     *
     * @throws dev.relata.error.InvalidValueException if it has no form in the column
     */
    Object toDriver(Object value);

    /**
     * Returns the value of Java; null only where a value stands for null, as JSON's {@code null} does.
     *
     * @throws dev.relata.error.InvalidValueException if it has no counterpart in its Java type
     */
    @Nullable
    Object fromDriver(Object value);
}
