package dev.relata.schema.live;

import org.jspecify.annotations.Nullable;

/**
 * A column that is there. Immutable.
 *
 * @param name the name, unquoted
 * @param type the type in the store's own words, an array with a pair of brackets for each of its dimensions
 * @param nullable whether it may be null
 * @param defaultExpression its default in the store's own words, or null; of a computed column what it is computed from
 * @param generation what the store does to fill it, besides a default
 * @param value what its values are in Java
 * @param comment what the store has as its description, or null
 */
public record LiveColumn(
        String name,
        String type,
        boolean nullable,
        @Nullable String defaultExpression,
        Generation generation,
        LiveJavaType value,
        @Nullable String comment) {

    /** What a store does to fill a column, besides a default. */
    public enum Generation {
        /** Nothing. */
        NONE,
        /** The store numbers the rows that bring no value. */
        NUMBERED,
        /** The store numbers every row, and takes a value only where it is told to. */
        ALWAYS_NUMBERED,
        /** The store computes the value from other columns, and takes none. */
        COMPUTED
    }

    /**
     * Returns whether a row can leave the column out.
     *
     * @return true where the store fills it or it may be null
     */
    public boolean optional() {
        return nullable || filled();
    }

    /**
     * Returns whether the store fills the column.
     *
     * @return true with a default, a number or a computation
     */
    public boolean filled() {
        return generation != Generation.NONE || defaultExpression != null;
    }
}
