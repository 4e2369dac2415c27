package dev.relata.r2dbc.internal.sql.statement;

import dev.relata.r2dbc.internal.dialect.PgType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds nulls that would stand in an array: as a value of a column of many, or as an element of a value. */
final class NullMarks {

    private NullMarks() {}

    static boolean amongAny(PgType type, List<? extends @Nullable Object> values) {
        return values.stream().anyMatch(value -> value == null || among(type, value));
    }

    /** Whether a value is an array with a null in it; one that is written as a text is its author's. */
    static boolean among(PgType type, Object value) {
        return !type.literal() && among(value, type.dimensions());
    }

    private static boolean among(@Nullable Object value, int dimensions) {
        if (value == null) {
            return true;
        }
        if (dimensions == 0) {
            return false;
        }
        // An array of primitives has no nulls.
        Collection<?> elements = value instanceof Object[] array
                ? Arrays.asList(array)
                : value instanceof Collection<?> collection ? collection : List.of();
        return elements.stream().anyMatch(element -> among(element, dimensions - 1));
    }
}
