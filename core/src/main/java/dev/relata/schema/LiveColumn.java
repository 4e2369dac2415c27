package dev.relata.schema;

import org.jspecify.annotations.Nullable;

/**
 * A column that is there. Immutable.
 *
 * @param name the name, unquoted
 * @param type the type in the store's own words
 * @param nullable whether it may be null
 * @param defaultExpression its default in the store's own words, or null
 * @param generated whether the store numbers it
 * @param computed whether the store computes it from other columns and lets nobody write it
 */
public record LiveColumn(
        String name,
        String type,
        boolean nullable,
        @Nullable String defaultExpression,
        boolean generated,
        boolean computed) {

    /**
     * Tells whether a row can leave it out.
     *
     * @return true where the store fills it or it may be null
     */
    public boolean optional() {
        return nullable || filled();
    }

    /**
     * Tells whether the store fills it.
     *
     * @return true with a default, a number or a computation
     */
    public boolean filled() {
        return generated || computed || defaultExpression != null;
    }
}
