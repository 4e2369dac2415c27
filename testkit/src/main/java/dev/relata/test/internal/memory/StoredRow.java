package dev.relata.test.internal.memory;

import org.jspecify.annotations.Nullable;

/**
 * A row as it is kept; equal only to itself.
 *
 * @param number its number in its table, in the order of writing
 * @param values its values, in the order of the type's attributes; never changed
 */
record StoredRow(long number, @Nullable Object[] values) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoredRow row && row.values == values;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }
}
