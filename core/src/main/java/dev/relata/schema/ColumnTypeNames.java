package dev.relata.schema;

import dev.relata.schema.live.LiveColumn;
import dev.relata.spi.SchemaDifference.Severity;
import java.util.Optional;
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
     * Compares the type of a column that is there with the one that it should have.
     *
     * @param table the table
     * @param column the column that is expected
     * @param live the column that is there
     * @return how much it matters that type, length, precision or dimensions differ; empty where none does
     */
    Optional<Severity> typeDifference(ExpectedTable table, ExpectedColumn column, LiveColumn live);

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
