package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import dev.relata.model.Aggregation.Function;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One value over many rows, of the type that {@link Function} says; over nothing all but a count are null. Immutable.
 *
 * @param function the function
 * @param operand what it is over; null for the count of rows
 * @param distinct whether equal values count once
 */
public record Aggregate(Function function, @Nullable RowValue operand, boolean distinct) implements Expression {

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
        return operand == null ? Long.class : function.over(operand.valueClass());
    }

    /**
     * Answers the Java type of the value as users see it: of the smallest and the largest value that of the component.
     *
     * @return the class, boxed
     */
    public Class<?> componentClass() {
        RowValue one = answered();
        return one == null ? valueClass() : one.componentClass();
    }

    /**
     * Answers the attribute that says what type the value is of.
     *
     * @return the attribute, or null for a number of its own
     */
    public @Nullable Attribute attribute() {
        RowValue one = answered();
        return one == null ? null : one.attribute();
    }

    /**
     * Turns the value as a store answers it into the one that users see.
     *
     * @param answer what the store answers, null for none
     * @return the value, null for null
     */
    public @Nullable Object toValue(@Nullable Object answer) {
        RowValue one = answered();
        return one == null ? answer : one.toValue(answer);
    }

    /**
     * Answers the value over nothing, as users see it and as rows are compared and ordered by it.
     *
     * @return 0 for a count and a sum, null for the others
     */
    public @Nullable Object ofNothing() {
        if (function != Function.COUNT && function != Function.SUM) {
            return null;
        }
        Class<?> type = valueClass();
        if (type == Double.class) {
            return 0d;
        }
        return type == BigDecimal.class ? BigDecimal.ZERO : (Number) 0L;
    }

    /** The value that it is over, where it answers one of these: a count, a sum and an average are numbers of their own. */
    private @Nullable RowValue answered() {
        return function == Function.MIN || function == Function.MAX ? operand : null;
    }
}
