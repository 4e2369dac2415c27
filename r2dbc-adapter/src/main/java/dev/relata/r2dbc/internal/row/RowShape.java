package dev.relata.r2dbc.internal.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of a row. Immutable.
 *
 * @param columns the codec of each value
 * @param first the number of the value that stands before all of them once more; negative if none does
 */
public record RowShape(List<ColumnCodec> columns, int first) {

    /** Copies the list. */
    public RowShape {
        columns = List.copyOf(columns);
    }

    /** Returns values alone. */
    static RowShape of(ColumnCodec... columns) {
        return new RowShape(List.of(columns), -1);
    }

    /** Returns the place of the first value in the array of a row. */
    int offset() {
        return first < 0 ? 0 : 1;
    }

    /** Returns an empty array for a row. */
    @Nullable
    Object[] empty() {
        return new Object[columns.size() + offset()];
    }

    /** Puts the value that stands first there. */
    @Nullable
    Object[] filled(@Nullable Object[] row) {
        if (first >= 0) {
            row[0] = row[first + 1];
        }
        return row;
    }
}
