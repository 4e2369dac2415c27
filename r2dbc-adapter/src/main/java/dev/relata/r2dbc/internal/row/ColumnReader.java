package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;
import dev.relata.spi.RowTarget;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads rows with a column for each value, in binary. The types of the columns are compared once, with the first row. */
final class ColumnReader implements RowReader {

    private final RowShape shape;
    private final ColumnCodec[] columns;
    private final RowForms forms;

    /** The errors of columns of other types; null before the first row. */
    private @Nullable InvalidValueException @Nullable [] refused;

    ColumnReader(RowShape shape, RowForms forms) {
        this.shape = shape;
        this.columns = shape.columns().toArray(ColumnCodec[]::new);
        this.forms = forms;
    }

    @Override
    public @Nullable Object[] read(Row row) {
        @Nullable InvalidValueException[] types = refused == null ? first(row) : refused;
        @Nullable Object[] values = shape.empty();
        int offset = shape.offset();
        InvalidValueException error = null;
        RawValue value = null;
        for (int i = 0; i < columns.length; i++) {
            value = next(row, i, value);
            if (value != null && value.isThere()) {
                try {
                    values[offset + i] = decode(i, types[i], value);
                } catch (InvalidValueException e) {
                    error = error == null ? e : error;
                }
            }
        }
        if (error != null) {
            throw new UnreadableRowException(error, shape.filled(values));
        }
        return shape.filled(values);
    }

    /** Checks, with the first row of an answer, that the columns of a row can be read one behind the other. */
    static void check(Row row, int columns, RowForms forms) {
        try {
            RawValue value = row.get(0, RawValue.class);
            if (value != null) {
                value.checkOnce(row, columns);
            }
        } catch (IllegalArgumentException unknown) {
            throw forms.codecMissing(unknown);
        }
    }

    @Override
    public <R> R read(Row row, RowTarget<R> target) {
        // Values before those of the answer, as an owner's position is one, need objects, and so do errors.
        R element = shape.offset() == 0 && pass(row, target) ? target.end() : null;
        return element == null ? target.row(read(row)) : element;
    }

    private boolean pass(Row row, RowTarget<?> target) {
        @Nullable InvalidValueException[] types = refused == null ? first(row) : refused;
        RawValue value = null;
        try {
            for (int i = 0; i < columns.length; i++) {
                value = next(row, i, value);
                if (value == null || !value.isThere()) {
                    target.value(i, null);
                } else if (types[i] == null && value.isBinary()) {
                    columns[i].pass(value.bytes(), 0, value.length(), i, target);
                } else {
                    target.abandon();
                    return false;
                }
            }
            return true;
        } catch (RuntimeException said) {
            target.abandon();
            return false;
        }
    }

    /** Goes on to a column, from the one before it or, where there is none yet, by asking the driver. */
    static @Nullable RawValue next(Row row, int column, @Nullable RawValue before) {
        if (before != null && before.leadsOn()) {
            before.next();
            return before;
        }
        return row.get(column, RawValue.class);
    }

    private @Nullable Object decode(int column, @Nullable InvalidValueException refusal, RawValue value) {
        if (refusal != null) {
            throw refusal;
        }
        if (!value.isBinary()) {
            throw forms.textInstead();
        }
        return columns[column].decode(value.bytes(), 0, value.length());
    }

    private @Nullable InvalidValueException[] first(Row row) {
        check(row, columns.length, forms);
        return compare(row.getMetadata());
    }

    private @Nullable InvalidValueException[] compare(RowMetadata metadata) {
        if (metadata.getColumnMetadatas().size() != columns.length) {
            throw new IllegalStateException("the answer has "
                    + metadata.getColumnMetadatas().size() + " columns, " + columns.length + " were asked for");
        }
        @Nullable InvalidValueException[] errors = new InvalidValueException[columns.length];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = columns[i].refusal(oid(metadata, i));
        }
        refused = errors;
        return errors;
    }

    private static int oid(RowMetadata metadata, int column) {
        return (Integer) Objects.requireNonNull(
                metadata.getColumnMetadata(column).getNativeTypeMetadata(), "the driver knows the type of each column");
    }

    @Override
    public int size(Row row) {
        int size = 0;
        RawValue value = null;
        for (int i = 0; i < columns.length; i++) {
            value = next(row, i, value);
            size += Integer.BYTES + (value == null || !value.isThere() ? 0 : value.length());
        }
        return size;
    }
}
