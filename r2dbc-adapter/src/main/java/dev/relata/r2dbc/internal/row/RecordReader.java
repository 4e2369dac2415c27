package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;
import dev.relata.r2dbc.internal.codec.BigEndian;
import io.r2dbc.spi.Row;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows whose only column is {@code record_send(ROW(expression, …))}: all fields in their binary form, in one
 * value, whether the driver got it in binary or in text, and whatever {@code bytea_output} says of that.
 *
 * <p>The bytes are a copy: nothing of the driver's is retained. A reader is for one answer, whose first row tells how the
 * others arrive; not thread-safe.
 */
public final class RecordReader implements RowReader {

    private static final int FIELD_HEADER = 8;

    private final RowShape shape;
    private final ColumnCodec[] columns;
    private @Nullable RecordForm form;

    private final Consumer<Row> first;
    private final boolean raw;

    private RecordReader(RowShape shape, Consumer<Row> first, boolean raw) {
        this.shape = shape;
        this.columns = shape.columns().toArray(ColumnCodec[]::new);
        this.first = first;
        this.raw = raw;
    }

    /**
     * Returns a reader of records.
     *
     * @param shape the fields
     * @param first sees the first row
     */
    static RecordReader of(RowShape shape, Consumer<Row> first) {
        return new RecordReader(shape, first, false);
    }

    /** Returns a reader of records, whose bytes the driver gives out as they came. */
    static RecordReader ofRaw(RowShape shape) {
        return new RecordReader(shape, row -> {}, true);
    }

    @Override
    public int size(Row row) {
        return form(row).record(row).length;
    }

    @Override
    public @Nullable Object[] read(Row row) {
        return read(form(row).record(row));
    }

    private RecordForm form(Row row) {
        RecordForm known = form;
        if (known == null) {
            first.accept(row);
            known = RecordForm.of(row, raw);
            form = known;
        }
        return known;
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
        @Nullable Object[] values = shape.empty();
        int offset = shape.offset();
        InvalidValueException error = null;
        int position = Integer.BYTES;
        for (int i = 0; i < columns.length; i++) {
            int length = BigEndian.getInt(record, position + Integer.BYTES);
            int start = position + FIELD_HEADER;
            if (length < 0) {
                position = start;
            } else {
                try {
                    values[offset + i] = columns[i].decode(BigEndian.getInt(record, position), record, start, length);
                } catch (InvalidValueException e) {
                    error = error == null ? e : error;
                }
                position = start + length;
            }
        }
        if (error != null) {
            throw new UnreadableRowException(error, shape.filled(values));
        }
        return shape.filled(values);
    }
}
