package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;
import dev.relata.spi.RowTarget;
import io.r2dbc.spi.Row;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of arrays, an array for each column of the rows that they hold. Not thread-safe.
 *
 * <p>An array in binary is the number of its dimensions, whether it has nulls, the type of its elements, its length and its lower
 * bound, four bytes each, and then its elements behind their lengths; see array_send in PostgreSQL's arrayfuncs.c.
 */
public final class ArrayReader {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int TYPE = 8;
    private static final int LENGTH = 12;
    private static final int ELEMENTS = 20;

    private final RowShape shape;
    private final ColumnCodec[] columns;
    private final RowForms forms;
    private final byte[][] bytes;
    private final int[] next;
    private final int[] begin;
    private @Nullable InvalidValueException @Nullable [] refused;
    private int left;
    private int rows;
    private int size;

    ArrayReader(RowShape shape, RowForms forms) {
        this.shape = shape;
        this.columns = shape.columns().toArray(ColumnCodec[]::new);
        this.forms = forms;
        this.bytes = new byte[columns.length][0];
        this.next = new int[columns.length];
        this.begin = new int[columns.length];
    }

    /**
     * Takes over a row of the driver; what was left of the one before is forgotten.
     *
     * @return the number of rows in it
     */
    public int load(Row row) {
        if (refused == null) {
            ColumnReader.check(row, columns.length, forms);
        }
        rows = 0;
        size = 0;
        RawValue value = null;
        for (int i = 0; i < columns.length; i++) {
            value = ColumnReader.next(row, i, value);
            if (value != null && value.isThere()) {
                load(i, value);
            }
        }
        left = rows;
        return rows;
    }

    private void load(int column, RawValue value) {
        if (!value.isBinary()) {
            throw forms.textInstead();
        }
        int length = value.length();
        if (bytes[column].length < length) {
            bytes[column] = new byte[length + (length >> 2)];
        }
        System.arraycopy(value.bytes(), 0, bytes[column], 0, length);
        next[column] = ELEMENTS;
        size += length - ELEMENTS;
        int elements =
                length < ELEMENTS || (int) INT.get(bytes[column], 0) != 1 ? -1 : (int) INT.get(bytes[column], LENGTH);
        if (elements < 0 || rows > 0 && elements != rows) {
            throw columns[column].refusedArray();
        }
        rows = elements;
    }

    /** Returns the number of rows in the row of the driver that was taken over last. */
    public int rows() {
        return rows;
    }

    /** Returns the bytes of a row of those that were taken over last, on average. */
    public int size() {
        return rows == 0 ? 0 : size / rows;
    }

    /** Whether a row is left. */
    public boolean hasNext() {
        return left > 0;
    }

    /**
     * Makes the values of the next row.
     *
     * @throws UnreadableRowException if a value has no counterpart in its Java type, or is of a type that the model does not
     *     expect; the rows behind it can be read
     */
    public @Nullable Object[] next() {
        @Nullable InvalidValueException[] types = refused == null ? compare() : refused;
        left--;
        @Nullable Object[] values = shape.empty();
        int offset = shape.offset();
        InvalidValueException error = null;
        for (int i = 0; i < columns.length; i++) {
            byte[] array = bytes[i];
            int start = next[i] + Integer.BYTES;
            int length = (int) INT.get(array, next[i]);
            next[i] = start + Math.max(length, 0);
            if (length >= 0) {
                try {
                    values[offset + i] = decode(i, types[i], array, start, length);
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

    /**
     * Passes the values of the next row to a target; as objects, in an array, where it does not take them one by one.
     *
     * @throws UnreadableRowException as {@link #next()} does
     */
    public <R> R next(RowTarget<R> target) {
        @Nullable InvalidValueException[] types = refused == null ? compare() : refused;
        System.arraycopy(next, 0, begin, 0, next.length);
        if (pass(types, target)) {
            R element = target.end();
            if (element != null) {
                left--;
                return element;
            }
        }
        System.arraycopy(begin, 0, next, 0, next.length);
        return target.row(next());
    }

    private boolean pass(@Nullable InvalidValueException[] types, RowTarget<?> target) {
        try {
            for (int i = 0; i < columns.length; i++) {
                int start = next[i] + Integer.BYTES;
                int length = (int) INT.get(bytes[i], next[i]);
                next[i] = start + Math.max(length, 0);
                if (length < 0) {
                    target.value(i, null);
                } else if (types[i] == null) {
                    columns[i].pass(bytes[i], start, length, i, target);
                } else {
                    target.abandon();
                    return false;
                }
            }
            return true;
        } catch (RuntimeException unreadable) {
            // Read once more as objects, which tells the error.
            target.abandon();
            return false;
        }
    }

    private @Nullable Object decode(
            int column, @Nullable InvalidValueException refusal, byte[] array, int start, int length) {
        if (refusal != null) {
            throw refusal;
        }
        return columns[column].decode(array, start, length);
    }

    private @Nullable InvalidValueException[] compare() {
        @Nullable InvalidValueException[] errors = new InvalidValueException[columns.length];
        Arrays.setAll(errors, i -> columns[i].refusal((int) INT.get(bytes[i], TYPE)));
        refused = errors;
        return Objects.requireNonNull(errors);
    }
}
