package dev.relata.model;

import java.math.BigDecimal;
import java.math.BigInteger;
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
public record Aggregation<E, V>(Function function, @Nullable Term<E> operand, boolean distinct) {

    /** The functions. */
    public enum Function {
        /** The number of rows, or of values that are not null: a Long. */
        COUNT,
        /**
         * The sum, 0 over nothing: a Long of whole numbers up to 32 bits, a BigDecimal of larger and decimal ones and of what is
         * calculated of them, a Double of the others.
         */
        SUM,
        /** The smallest value, of its own type; none over nothing. */
        MIN,
        /** The largest value, of its own type; none over nothing. */
        MAX,
        /** The mean, a Double; none over nothing. */
        AVG;

        /**
         * Answers the Java type of the answer.
         *
         * @param operand the type of what the function is over, boxed; of a calculation BigDecimal or Double
         * @return the class, boxed
         */
        public Class<?> over(Class<?> operand) {
            return switch (this) {
                case COUNT -> Long.class;
                case SUM -> sum(operand);
                case MIN, MAX -> operand;
                case AVG -> Double.class;
            };
        }

        private static Class<?> sum(Class<?> operand) {
            if (operand == Float.class || operand == Double.class) {
                return Double.class;
            }
            boolean large = operand == Long.class || operand == BigDecimal.class || operand == BigInteger.class;
            return large ? BigDecimal.class : Long.class;
        }
    }
}
