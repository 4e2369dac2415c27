package dev.relata.spi;

import org.jspecify.annotations.Nullable;

/**
 * One value over many rows. Immutable.
 *
 * @param function the function
 * @param path what it is over; null for the count of rows
 * @param distinct whether equal values count once
 */
public record Aggregate(Function function, @Nullable Path path, boolean distinct) implements Expression {

    /** The functions and the Java types of their answers. */
    public enum Function {
        /** Rows, or values that are not null: a Long. */
        COUNT,
        /** Long for whole numbers up to 32 bits, BigDecimal for larger and decimal ones, Double for the others; null over nothing. */
        SUM,
        /** The attribute's type; null over nothing. */
        MIN,
        /** The attribute's type; null over nothing. */
        MAX,
        /** A Double; null over nothing. */
        AVG
    }

    /**
     * The number of rows.
     *
     * @return the aggregate
     */
    public static Aggregate countRows() {
        return new Aggregate(Function.COUNT, null, false);
    }
}
