package dev.relata.spring.graphql;

import dev.relata.metamodel.Attribute;
import dev.relata.model.Condition;
import dev.relata.model.Conditions;
import dev.relata.model.Filter;
import dev.relata.model.Operator;
import dev.relata.model.Property;
import dev.relata.spring.internal.RequestValues;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.core.convert.ConversionException;

/**
 * A filter that an argument may ask for. Immutable.
 *
 * @param argument the name of the argument
 * @param property the property
 * @param operator how property and argument compare
 * @param attribute the property as the model sees it
 * @param requestValues converts the argument to a value of the property
 */
record FilterArgument<T>(
        String argument, Property<T, ?> property, Operator operator, Attribute attribute, RequestValues requestValues) {

    private static final Set<Operator> OTHERS = EnumSet.of(
            Operator.BETWEEN,
            Operator.LIKE,
            Operator.CONTAINS_ALL,
            Operator.OVERLAPS,
            Operator.JSON_EQUALS,
            Operator.MATCHES);

    FilterArgument {
        if (OTHERS.contains(operator)) {
            throw new IllegalArgumentException("an argument cannot ask for " + operator
                    + "; use GTE and LTE in two arguments, or CONTAINS, STARTS_WITH or ENDS_WITH");
        }
    }

    /** Makes the filter for a value. */
    Filter<T> of(Object value, Arguments given) {
        return new Filter.OnProperty<>(property, condition(value, given));
    }

    private Condition<?> condition(Object value, Arguments given) {
        return switch (operator) {
            case IN, NOT_IN -> Conditions.onAnyType(operator, values(value, given));
            case IS_NULL -> nullness(converted(value, Boolean.class, given));
            case IS_NOT_NULL -> nullness(!converted(value, Boolean.class, given));
            case CONTAINS -> Conditions.contains(converted(value, String.class, given));
            case STARTS_WITH -> Conditions.startsWith(converted(value, String.class, given));
            case ENDS_WITH -> Conditions.endsWith(converted(value, String.class, given));
            default -> Conditions.onAnyType(operator, converted(value, given));
        };
    }

    private static Condition<?> nullness(boolean isNull) {
        return isNull ? Conditions.isNull() : Conditions.isNotNull();
    }

    private Object[] values(Object value, Arguments given) {
        Collection<?> several = value instanceof Collection<?> list ? list : List.of(value);
        return several.stream().map(one -> converted(one, given)).toArray();
    }

    private Object converted(Object value, Arguments given) {
        try {
            return requestValues.given(value, attribute);
        } catch (ConversionException e) {
            throw given.bad(
                    argument, "must be " + RequestValues.expected(attribute.componentClass()) + ", was " + value);
        }
    }

    private <V> V converted(Object value, Class<V> wanted, Arguments given) {
        try {
            return requestValues.convert(value, wanted);
        } catch (ConversionException e) {
            throw given.bad(argument, "must be " + RequestValues.expected(wanted) + ", was " + value);
        }
    }
}
