package dev.relata.spring.graphql;

import dev.relata.model.Condition;
import dev.relata.model.Conditions;
import dev.relata.model.Operator;
import java.util.Collection;

/**
 * Conditions with values of a type that only the model knows. A property of a type without an order is refused when its fetcher is
 * made ({@link #check}), so that the casts hold.
 */
@SuppressWarnings({"unchecked", "rawtypes"}) // the values were converted to the type of the property
final class Comparisons {

    private Comparisons() {}

    /** Refuses a type whose values cannot be compared. */
    static void check(String property, Class<?> type) {
        if (!Comparable.class.isAssignableFrom(type)) {
            throw new IllegalArgumentException(
                    property + " is a " + type.getSimpleName() + ", and cannot be compared with an argument");
        }
    }

    static Condition<?> of(Operator operator, Object value) {
        Comparable operand = (Comparable) value;
        return switch (operator) {
            case EQ -> Conditions.eq(operand);
            case NE -> Conditions.ne(operand);
            case LT -> Conditions.lt(operand);
            case LTE -> Conditions.lte(operand);
            case GT -> Conditions.gt(operand);
            case GTE -> Conditions.gte(operand);
            default -> throw new IllegalArgumentException(operator + " is no comparison with one value");
        };
    }

    static Condition<?> in(Collection<?> values) {
        return Conditions.in((Collection) values);
    }

    static Condition<?> notIn(Collection<?> values) {
        return Conditions.notIn((Collection) values);
    }
}
