package dev.relata.model;

import org.jspecify.annotations.Nullable;

/**
 * One value over many rows, made by {@link Aggregates}. Immutable.
 *
 * @param function the function
 * @param operand what of each row it is over, nulls not counted; null for the number of rows
 * @param distinct whether equal values count once
 * @param <E> the record
 * @param <V> the type of the answer
 */
public record Aggregation<E, V>(Function function, @Nullable Value<E, ?> operand, boolean distinct) {

    /** The functions. */
    public enum Function {
        /** The number of rows, or of values that are not null. */
        COUNT,
        /** The sum; 0 over nothing. */
        SUM,
        /** The smallest value; none over nothing. */
        MIN,
        /** The largest value; none over nothing. */
        MAX,
        /** The mean; none over nothing. */
        AVG
    }
}
