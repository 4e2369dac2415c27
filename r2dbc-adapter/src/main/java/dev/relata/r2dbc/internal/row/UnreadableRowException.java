package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;
import org.jspecify.annotations.Nullable;

/** A row has a value that cannot be read. Has those that can, so that the row can be named. */
public final class UnreadableRowException extends InvalidValueException {

    private static final long serialVersionUID = 1L;

    private final InvalidValueException error;
    private final transient @Nullable Object[] values;

    UnreadableRowException(InvalidValueException error, @Nullable Object[] values) {
        super(String.valueOf(error.getMessage()));
        initCause(error);
        this.error = error;
        this.values = values;
    }

    /**
     * Answers what could be read.
     *
     * @return a value for each column, null for those that cannot be read
     */
    public @Nullable Object[] values() {
        return values.clone();
    }

    /**
     * Answers what is wrong.
     *
     * @return the error of the first value that cannot be read
     */
    public InvalidValueException error() {
        return error;
    }
}
