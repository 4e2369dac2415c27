package dev.relata.internal.resolve;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.error.ValueText;
import dev.relata.model.Aggregation.Function;
import dev.relata.model.Condition;
import dev.relata.model.Operator;
import dev.relata.spi.Aggregate;
import dev.relata.spi.GroupQuery.Having;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.RelatedValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns conditions on aggregates into those that stores read, and refuses operands that no aggregate compares with. */
public final class AggregateConditions {

    private AggregateConditions() {}

    /** Rows whose aggregate over related rows meets a condition. */
    public static Predicate related(String label, RelatedValue value, Condition<?> condition) {
        checked(label, condition);
        List<Object> operands = operands(label, value.aggregate(), condition);
        if (operands.isEmpty() && condition.operator() == Operator.IN) {
            return Predicate.FALSE;
        }
        if (operands.isEmpty() && condition.operator() == Operator.NOT_IN) {
            return Predicate.TRUE;
        }
        return new Predicate.RelatedComparison(value, condition.operator(), operands);
    }

    /** Groups whose aggregate meets a condition; null for a condition that every group meets. */
    public static @Nullable Having having(String label, Aggregate aggregate, Condition<?> condition) {
        checked(label, condition);
        List<Object> operands = operands(label, aggregate, condition);
        boolean every = operands.isEmpty() && condition.operator() == Operator.NOT_IN;
        return every ? null : new Having(aggregate, condition.operator(), operands);
    }

    private static void checked(String label, Condition<?> condition) {
        RefusedException.unlessNull(condition, label, "the condition");
        if (condition.operator().matchesText() || condition.ignoreCase()) {
            throw new RefusedException(label + ": " + condition
                    + " matches text, and an aggregate is compared by eq, ne, lt, lte, gt, gte, between, in, notIn, isNull or"
                    + " isNotNull");
        }
    }

    private static List<Object> operands(String label, Aggregate aggregate, Condition<?> condition) {
        List<Object> operands = new ArrayList<>();
        for (Object operand : condition.operands()) {
            if (operand == null) {
                throw new RefusedException(
                        label + ": " + condition + " with null is refused, use isNull() or isNotNull()");
            }
            operands.add(stored(label, aggregate, operand));
        }
        return operands;
    }

    /** The smallest and the largest value of a converted property are compared with values as users see them. */
    private static Object stored(String label, Aggregate aggregate, Object operand) {
        boolean ofProperty = aggregate.function() == Function.MIN || aggregate.function() == Function.MAX;
        Object given = ofProperty
                        && aggregate.operand() instanceof Path path
                        && path.attribute().converter() != null
                ? path.attribute().toStored(operand)
                : operand;
        return converted(label, aggregate.valueClass(), given == null ? operand : given);
    }

    /** A sum is compared with any number that its own type holds. */
    private static Object converted(String label, Class<?> type, Object operand) {
        if (type.isInstance(operand)) {
            return operand;
        }
        try {
            if (operand instanceof Number number && Number.class.isAssignableFrom(type)) {
                return converted(type, number);
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw misfit(label, type, operand, e);
        }
        throw misfit(label, type, operand, null);
    }

    private static Object converted(Class<?> type, Number operand) {
        if (type == Double.class) {
            return operand.doubleValue();
        }
        BigDecimal exact = new BigDecimal(operand.toString());
        if (type == BigDecimal.class) {
            return exact;
        }
        if (type == Long.class) {
            return exact.longValueExact();
        }
        throw new NumberFormatException("of another type");
    }

    private static InvalidValueException misfit(
            String label, Class<?> type, Object operand, @Nullable Exception cause) {
        InvalidValueException misfit = new InvalidValueException(label + ": the aggregate is a " + type.getSimpleName()
                + ", and is compared with " + ValueText.of(operand) + ", a "
                + operand.getClass().getSimpleName() + ": give a value of that type");
        if (cause != null) {
            misfit.initCause(cause);
        }
        return misfit;
    }
}
