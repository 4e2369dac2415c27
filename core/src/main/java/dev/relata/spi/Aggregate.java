package dev.relata.spi;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * One value over many rows. Immutable.
 *
 * @param function the function
 * @param operand what it is over; null for the count of rows
 * @param distinct whether equal values count once
 */
public record Aggregate(Function function, @Nullable RowValue operand, boolean distinct) implements Expression {

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

    /**
     * Answers the Java type of the value.
     *
     * @return the class, boxed
     */
    public Class<?> valueClass() {
        RowValue over = operand;
        if (over == null || function == Function.COUNT) {
            return Long.class;
        }
        return switch (function) {
            case SUM -> sumOf(over.valueClass());
            case AVG -> Double.class;
            case COUNT, MIN, MAX -> over.valueClass();
        };
    }

    /**
     * Answers the Java type of the value as users see it: of the smallest and the largest value that of the component.
     *
     * @return the class, boxed
     */
    public Class<?> componentClass() {
        RowValue over = operand;
        return over == null || !isOfOperand() ? valueClass() : over.componentClass();
    }

    /**
     * Turns the value as a store answers it into the one that users see.
     *
     * @param answer what the store answers, null for none
     * @return the value, null for null
     */
    public @Nullable Object toValue(@Nullable Object answer) {
        RowValue over = operand;
        return over == null || !isOfOperand() ? answer : over.toValue(answer);
    }

    /** Whether it answers one of the values that it is over: a sum and an average are numbers of their own. */
    private boolean isOfOperand() {
        return function == Function.MIN || function == Function.MAX;
    }

    private static Class<?> sumOf(Class<?> type) {
        if (type == Float.class || type == Double.class) {
            return Double.class;
        }
        boolean large = type == Long.class || type == BigDecimal.class || type == BigInteger.class;
        return large ? BigDecimal.class : Long.class;
    }
}
