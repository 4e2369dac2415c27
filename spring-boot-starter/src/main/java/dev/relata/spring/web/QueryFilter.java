package dev.relata.spring.web;

import dev.relata.model.Conditions;
import dev.relata.model.Filter;
import dev.relata.model.Operator;
import dev.relata.model.Property;
import dev.relata.query.Selection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.convert.ConversionException;
import org.springframework.web.server.ServerWebInputException;

/** One parameter that filters by a property. Immutable, thread-safe. */
final class QueryFilter<T> {

    private static final Set<Operator> TEXT = EnumSet.of(Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH);

    private final String name;
    private final Property<T, ?> property;
    private final ParameterType type;
    private final Set<Operator> operators;

    private QueryFilter(String name, Property<T, ?> property, ParameterType type, Set<Operator> operators) {
        this.name = name;
        this.property = property;
        this.type = type;
        this.operators = operators;
    }

    /** Returns the filters of a property by the names of their parameters. */
    static <T> Map<String, QueryFilter<T>> of(
            String name, Property<T, ?> property, ParameterType type, Operator... operators) {
        for (Operator operator : operators) {
            if (TEXT.contains(operator) && !type.isText()) {
                throw new IllegalArgumentException(
                        "'" + name + "': " + operator + " compares text, and the property is a " + type.name());
            }
        }
        Map<String, Set<Operator>> spelled = new LinkedHashMap<>();
        for (Operator operator : operators) {
            spelled.computeIfAbsent(name + suffix(name, operator), key -> EnumSet.noneOf(Operator.class))
                    .add(operator);
        }
        Map<String, QueryFilter<T>> filters = new LinkedHashMap<>();
        spelled.forEach((parameter, these) -> filters.put(
                parameter,
                new QueryFilter<>(parameter, property, isNull(these) ? ParameterType.BOOLEAN : type, these)));
        return filters;
    }

    private static String suffix(String name, Operator operator) {
        return switch (operator) {
            case EQ, IN -> "";
            case NE -> ".ne";
            case LT -> ".lt";
            case LTE -> ".lte";
            case GT -> ".gt";
            case GTE -> ".gte";
            case CONTAINS -> ".contains";
            case STARTS_WITH -> ".startsWith";
            case ENDS_WITH -> ".endsWith";
            case IS_NULL, IS_NOT_NULL -> ".null";
            case BETWEEN, NOT_IN, LIKE, CONTAINS_ALL, OVERLAPS, JSON_EQUALS, MATCHES ->
                throw new IllegalArgumentException("'" + name + "': " + operator
                        + " has no spelling as a parameter; BETWEEN is GTE and LTE, the others are for the handler");
        };
    }

    private static boolean isNull(Set<Operator> operators) {
        return operators.contains(Operator.IS_NULL) || operators.contains(Operator.IS_NOT_NULL);
    }

    Selection<T> apply(Selection<T> selection, List<String> texts) {
        List<Object> values = texts.stream().map(this::read).toList();
        if (operators.contains(Operator.IN) && (values.size() > 1 || !operators.contains(Operator.EQ))) {
            return selection.where(condition(Operator.IN, values.toArray()));
        }
        if (values.size() > 1) {
            throw new ServerWebInputException(
                    "The parameter '" + name + "' is given " + values.size() + " times, and may be given once");
        }
        Selection<T> narrowed = selection;
        for (Object value : values) {
            narrowed = narrowed.where(isNull(operators) ? nullness(value) : condition(first(), value));
        }
        return narrowed;
    }

    private Operator first() {
        return operators.iterator().next();
    }

    private Filter<T> nullness(Object isNull) {
        return condition(Boolean.TRUE.equals(isNull) ? Operator.IS_NULL : Operator.IS_NOT_NULL);
    }

    private Filter<T> condition(Operator operator, Object... operands) {
        return new Filter.OnProperty<>(property, Conditions.onAnyType(operator, operands));
    }

    private Object read(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new ServerWebInputException(
                    "The parameter '" + name + "' has a character that no text of a database has");
        }
        try {
            return type.read(text);
        } catch (ConversionException e) {
            throw new ServerWebInputException(
                    "The parameter '" + name + "' must be " + type.expected() + ", was '" + text + "'");
        }
    }
}
