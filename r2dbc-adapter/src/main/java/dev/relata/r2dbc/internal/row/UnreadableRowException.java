package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import org.jspecify.annotations.Nullable;

/** Signals that a row has a value that cannot be read. Holds those that can, so that the row can be named. */
public final class UnreadableRowException extends InvalidValueException {

    private static final long serialVersionUID = 1L;

    private final InvalidValueException error;
    private final transient @Nullable Object[] values;

    UnreadableRowException(InvalidValueException error, @Nullable Object[] values) {
        super(ValueText.ofError(error));
        initCause(error);
        this.error = error;
        this.values = values;
    }

    /**
     * Returns the values that could be read.
     *
     * @return a value for each column, null for those that cannot be read
     */
    public @Nullable Object[] values() {
        return values.clone();
    }

    /**
     * Returns the first error.
     *
     * @return the error of the first value that cannot be read
     */
    public InvalidValueException error() {
        return error;
    }
}
