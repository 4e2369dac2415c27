package dev.relata.r2dbc.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one placeholder stands for. Immutable; the values are not copied.
 *
 * @param type the type of the value, or of each value of an array
 * @param array whether all values go as one array, as a column of {@code unnest}
 * @param values the values: exactly one where this is no array
 */
public record Bind(ValueType type, boolean array, List<? extends @Nullable Object> values) {

    /**
     * The value of a placeholder that is no array.
     *
     * @return the value, or null
     */
    public @Nullable Object value() {
        return values.get(0);
    }
}
