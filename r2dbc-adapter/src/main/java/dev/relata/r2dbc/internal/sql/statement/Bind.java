package dev.relata.r2dbc.internal.sql.statement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one placeholder. Immutable; the values are not copied.
 *
 * @param type the type of the value, or of each value of an array
 * @param form how the values travel
 * @param values the values: exactly one where this is no array, none where it is the marker
 */
public record Bind(SqlType type, Form form, List<? extends @Nullable Object> values) {

    /** How values travel. */
    public enum Form {
        /** A value as itself. */
        PLAIN,
        /** A value that is an array of texts, its nulls marked. */
        MARKED,
        /** All values as one array, as a column of {@code unnest}. */
        ARRAY,
        /** All values as one array of texts, the nulls among them and within them marked. */
        MARKED_ARRAY,
        /** Rows as one value; the values are the binds of their columns. */
        ROWS,
        /** The text that marks nulls, in this statement none of the values. */
        MARKER
    }

    /**
     * Whether all values go as one array, as a column of {@code unnest}.
     *
     * @return true for a column
     */
    public boolean array() {
        return form == Form.ARRAY || form == Form.MARKED_ARRAY;
    }

    /**
     * The value of a placeholder that is no array.
     *
     * @return the value, or null
     */
    public @Nullable Object value() {
        return values.get(0);
    }
}
