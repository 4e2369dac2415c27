package dev.relata.schema;

import org.jspecify.annotations.Nullable;

/** What a store calls types, and which of its words mean the same; an adapter's part of a comparison. */
public interface ColumnTypeNames {

    /**
     * Answers the type that a column should have.
     *
     * @param column the column
     * @return the type in the store's own words
     */
    String type(ExpectedColumn column);

    /**
     * Tells whether a column that is there has the type that it should have.
     *
     * @param table the table
     * @param column the column that is expected
     * @param live the column that is there
     * @return false where type, length or precision differ
     */
    boolean sameType(ExpectedTable table, ExpectedColumn column, LiveColumn live);

    /**
     * Answers the default that a column should have.
     *
     * @param column the column
     * @return the expression as the model gives it, else its fallback in the store's own words; null where it has neither
     */
    @Nullable
    String defaultExpression(ExpectedColumn column);

    /**
     * Tells whether two expressions for a default mean the same.
     *
     * @param expected as the model gives it
     * @param live as the store tells it
     * @return false where they differ
     */
    boolean sameDefault(String expected, String live);
}
