package dev.relata.r2dbc.row;

import dev.relata.error.InvalidValueException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row has a value that cannot be read. Has those that can, so that the row can be named. */
public final class UnreadableRowException extends InvalidValueException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Object[] values;

    UnreadableRowException(InvalidValueException error, @Nullable Object[] values) {
        super(String.valueOf(error.getMessage()));
        initCause(error);
        this.values = values;
    }

    /**
     * Answers what could be read.
     *
     * @return a value for each column, null for those that cannot be read
     */
    public List<@Nullable Object> values() {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /**
     * Answers what is wrong.
     *
     * @return the error of the first value that cannot be read
     */
    public InvalidValueException error() {
        return (InvalidValueException) getCause();
    }
}
