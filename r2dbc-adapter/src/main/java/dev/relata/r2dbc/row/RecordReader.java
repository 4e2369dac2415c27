package dev.relata.r2dbc.row;

import dev.relata.error.InvalidValueException;
import io.r2dbc.spi.Row;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows whose only column is {@code record_send(ROW(expression, …))}: all fields in their binary form, in one
 * value, whether the driver got it in binary or in text.
 *
 * <p>Reading is in two steps for those who keep rows for a while: {@link #record} takes the bytes out of the driver's
 * row, as compact as they came, {@link #read(byte[])} makes the values. The bytes are a copy: nothing of the driver's is
 * retained. Immutable and thread-safe.
 */
public final class RecordReader {

    private static final int FIELD_HEADER = 8;

    private final ColumnCodec[] columns;

    private RecordReader(List<ColumnCodec> columns) {
        this.columns = columns.toArray(ColumnCodec[]::new);
    }

    /** Answers with a reader of records with these fields, in this order. */
    public static RecordReader of(List<ColumnCodec> columns) {
        return new RecordReader(columns);
    }

    /** Takes the record out of a row; its length is the size of the row. */
    public static byte[] record(Row row) {
        return Objects.requireNonNull(row.get(0, byte[].class), "record_send never answers with null");
    }

    /** Reads a row: {@code read(record(row))}. */
    public @Nullable Object[] read(Row row) {
        return read(record(row));
    }

    /**
     * Makes the values of a record, one for each column, null where the field is null.
     *
     * @throws UnreadableRowException if a field has no counterpart in its Java type, or is of a type that the model does
     *     not expect
     */
    public @Nullable Object[] read(byte[] record) {
        if (BigEndian.getInt(record, 0) != columns.length) {
            throw new IllegalStateException(
                    "the record has " + BigEndian.getInt(record, 0) + " fields, " + columns.length + " were asked for");
        }
        @Nullable Object[] values = new Object[columns.length];
        InvalidValueException error = null;
        int position = Integer.BYTES;
        for (int i = 0; i < values.length; i++) {
            int length = BigEndian.getInt(record, position + Integer.BYTES);
            int start = position + FIELD_HEADER;
            if (length < 0) {
                position = start;
            } else {
                try {
                    values[i] = columns[i].decode(BigEndian.getInt(record, position), record, start, length);
                } catch (InvalidValueException e) {
                    error = error == null ? e : error;
                }
                position = start + length;
            }
        }
        if (error != null) {
            throw new UnreadableRowException(error, values);
        }
        return values;
    }
}
