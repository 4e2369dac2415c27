package dev.relata.spring.web;

import dev.relata.model.Conditions;
import dev.relata.model.Filter;
import dev.relata.model.Operator;
import dev.relata.model.Property;
import dev.relata.model.PropertyRef;
import dev.relata.query.Selection;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.format.datetime.standard.DateTimeFormatterRegistrar;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.util.ClassUtils;
import org.springframework.web.server.ServerWebInputException;

/** One parameter that filters by a property. Immutable, thread-safe. */
final class QueryFilter<T> {

    private static final Set<Operator> TEXT = EnumSet.of(Operator.CONTAINS, Operator.STARTS_WITH, Operator.ENDS_WITH);

    private final String name;
    private final Property<T, ?> property;
    private final Class<?> type;
    private final Set<Operator> operators;
    private final ConversionService conversion;

    private QueryFilter(
            String name,
            Property<T, ?> property,
            Class<?> type,
            Set<Operator> operators,
            ConversionService conversion) {
        this.name = name;
        this.property = property;
        this.type = type;
        this.operators = operators;
        this.conversion = conversion;
    }

    /** Returns the filters of a property by the names of their parameters. */
    static <T> Map<String, QueryFilter<T>> of(String name, Property<T, ?> property, Operator... operators) {
        Class<?> type = typeOf(property);
        ConversionService conversion = conversion();
        TypeDescriptor text = TypeDescriptor.valueOf(String.class);
        if (!conversion.canConvert(text, TypeDescriptor.valueOf(type))) {
            throw new IllegalArgumentException("'" + name + "': Spring converts no text to " + type.getName()
                    + "; filter by another property, or in the handler by hand");
        }
        for (Operator operator : operators) {
            if (TEXT.contains(operator) && type != String.class) {
                throw new IllegalArgumentException("'" + name + "': " + operator
                        + " compares text, and the property is a " + type.getSimpleName());
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
                new QueryFilter<>(parameter, property, isNull(these) ? Boolean.class : type, these, conversion)));
        return filters;
    }

    private static Class<?> typeOf(Property<?, ?> property) {
        PropertyRef reference = PropertyRef.of(property);
        return Arrays.stream(reference.owner().getRecordComponents())
                .filter(component -> component.getName().equals(reference.name()))
                .findFirst()
                .<Class<?>>map(RecordComponent::getType)
                .map(ClassUtils::resolvePrimitiveIfNecessary)
                .orElseThrow(() -> new IllegalArgumentException(reference + " is not a component of a record"));
    }

    private static ConversionService conversion() {
        DefaultFormattingConversionService conversion = new DefaultFormattingConversionService(false);
        DateTimeFormatterRegistrar times = new DateTimeFormatterRegistrar();
        times.setUseIsoFormat(true);
        times.registerFormatters(conversion);
        return conversion;
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
        Object value = null;
        try {
            value = conversion.convert(text, type);
        } catch (ConversionException e) {
            // answered below, with the empty text, which converts to null
        }
        if (value == null) {
            throw new ServerWebInputException(
                    "The parameter '" + name + "' must be " + expected() + ", was '" + text + "'");
        }
        return value;
    }

    private String expected() {
        return type.isEnum()
                ? "one of " + Arrays.toString(type.getEnumConstants())
                : "a value of type " + type.getSimpleName();
    }
}
