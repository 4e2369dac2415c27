package dev.relata.schema;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import org.jspecify.annotations.Nullable;

/**
 * A column that the model expects. Immutable.
 *
 * @param attribute what it stores: its name, its Java type, its declared type or size, its default
 * @param nullable whether it may be null in the store; what the database or Relata fills never is
 * @param fallback what a key falls back to under {@code onDelete(SET_DEFAULT, value)}, which the store's own constraint takes
 *     from the column's default; else null
 */
public record ExpectedColumn(
        Attribute attribute, boolean nullable, @Nullable Object fallback) {

    /**
     * Answers the name.
     *
     * @return the column's name, unquoted
     */
    public String name() {
        return attribute.column();
    }

    /**
     * Tells whether the store must fill it where it is not given.
     *
     * @return true for a generated id and for {@code @DatabaseDefault}
     */
    public boolean filledByStore() {
        return attribute.generation() == Generation.DATABASE && attribute.writes() != Attribute.Writability.NEVER;
    }
}
