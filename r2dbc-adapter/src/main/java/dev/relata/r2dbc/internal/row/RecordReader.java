package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;
import dev.relata.r2dbc.internal.codec.BigEndian;
import io.r2dbc.spi.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows whose only column is {@code record_send(ROW(expression, …))}: all fields in their binary form, in one
 * value, whether the driver got it in binary or in text, and whatever {@code bytea_output} says of that.
 *
 * <p>The bytes are a copy: nothing of the driver's is retained. A reader is for one answer, whose first row tells how the
 * others arrive; not thread-safe.
 */
public final class RecordReader {

    private static final int FIELD_HEADER = 8;

    private final ColumnCodec[] columns;
    private @Nullable RecordForm form;

    private RecordReader(List<ColumnCodec> columns) {
        this.columns = columns.toArray(ColumnCodec[]::new);
    }

    /** Returns a reader of records with these fields, in this order. */
    public static RecordReader of(List<ColumnCodec> columns) {
        return new RecordReader(columns);
    }

    /** Returns the size of a row of a binary cursor. */
    public static int size(Row row) {
        return RecordForm.PLAIN.record(row).length;
    }

    /** Reads a row of a statement. */
    public @Nullable Object[] read(Row row) {
        if (form == null) {
            form = RecordForm.of(row);
        }
        return read(form.record(row));
    }

    /** Reads a row of a binary cursor. */
    public @Nullable Object[] readBinary(Row row) {
        return read(RecordForm.PLAIN.record(row));
    }

    /**
     * Makes the values of a record, one for each column, null if the field is null.
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
