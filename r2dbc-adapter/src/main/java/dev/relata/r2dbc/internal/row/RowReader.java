package dev.relata.r2dbc.internal.row;

import dev.relata.spi.RowTarget;
import io.r2dbc.spi.Row;
import org.jspecify.annotations.Nullable;

/** Reads the rows of one answer, one after the other. Not thread-safe. */
public interface RowReader {

    /**
     * Makes the values of a row.
     *
     * @return a value for each column, null where it is null
     * @throws UnreadableRowException if a value has no counterpart in its Java type, or is of a type that the model does not
     *     expect
     */
    @Nullable
    Object[] read(Row row);

    /**
     * Makes an element of a row.
     *
     * @return the element, as the target makes it of the values that {@link #read} returns
     * @throws UnreadableRowException as {@link #read} does
     */
    default <R> R read(Row row, RowTarget<R> target) {
        return target.row(read(row));
    }

    /** Returns the bytes of a row, about. */
    int size(Row row);
}
