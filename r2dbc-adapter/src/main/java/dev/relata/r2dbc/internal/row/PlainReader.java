package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;
import io.r2dbc.spi.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows whose values the driver gives as objects. Immutable and thread-safe. */
public final class PlainReader implements RowReader {

    private final PlainColumn[] columns;
    private final int first;

    /**
     * Creates a reader.
     *
     * @param first the number of the value that stands before all of them once more; negative if none does
     */
    public PlainReader(List<PlainColumn> columns, int first) {
        this.columns = columns.toArray(PlainColumn[]::new);
        this.first = first;
    }

    @Override
    public @Nullable Object[] read(Row row) {
        int offset = first < 0 ? 0 : 1;
        @Nullable Object[] values = new Object[columns.length + offset];
        InvalidValueException error = null;
        for (int i = 0; i < columns.length; i++) {
            try {
                values[offset + i] = columns[i].read(row, i);
            } catch (InvalidValueException e) {
                error = error == null ? e : error;
            }
        }
        if (first >= 0) {
            values[0] = values[first + 1];
        }
        if (error != null) {
            throw new UnreadableRowException(error, values);
        }
        return values;
    }

    /** The driver does not say. */
    @Override
    public int size(Row row) {
        return 0;
    }
}
