package dev.relata.spring.graphql;

import dev.relata.metamodel.Attribute;
import dev.relata.model.Direction;
import dev.relata.model.Filter;
import dev.relata.model.Operator;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.query.Selection;
import dev.relata.spring.internal.RequestValues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The orders and filters that the arguments of a field may ask for, and no others. Immutable. */
final class RowArguments<T> {

    private final String name;
    private final RequestValues requestValues;
    private final Function<Property<T, ?>, Attribute> attributes;
    private final Map<String, Property<T, ?>> sorts;
    private final List<FilterArgument<T>> filters;

    RowArguments(String name, RequestValues requestValues, Function<Property<T, ?>, Attribute> attributes) {
        this(name, requestValues, attributes, new TreeMap<>(String.CASE_INSENSITIVE_ORDER), List.of());
    }

    private RowArguments(
            String name,
            RequestValues requestValues,
            Function<Property<T, ?>, Attribute> attributes,
            Map<String, Property<T, ?>> sorts,
            List<FilterArgument<T>> filters) {
        this.name = name;
        this.requestValues = requestValues;
        this.attributes = attributes;
        this.sorts = sorts;
        this.filters = List.copyOf(filters);
    }

    String name() {
        return name;
    }

    RequestValues requestValues() {
        return requestValues;
    }

    Attribute attribute(Property<T, ?> property) {
        return attributes.apply(property);
    }

    RowArguments<T> sort(String sort, Property<T, ?> property) {
        attribute(property);
        Map<String, Property<T, ?>> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        more.putAll(sorts);
        more.put(sort, property);
        return new RowArguments<>(name, requestValues, attributes, more, filters);
    }

    RowArguments<T> filter(String argument, Property<T, ?> property, Operator operator) {
        Attribute attribute = attribute(property);
        Comparisons.check(attribute);
        List<FilterArgument<T>> more = new ArrayList<>(filters);
        more.add(new FilterArgument<>(argument, property, operator, attribute, requestValues));
        return new RowArguments<>(name, requestValues, attributes, sorts, more);
    }

    /** Refuses arguments of the schema that would have no effect. */
    void refuseOthers(Arguments given, Set<String> known) {
        Set<String> others = new TreeSet<>(given.names());
        others.removeAll(known);
        filters.forEach(filter -> others.remove(filter.argument()));
        if (!others.isEmpty()) {
            throw new BadArgumentException(name + ": the schema has arguments that the data fetcher does not know: "
                    + others + "; allow for them by filter(…)");
        }
    }

    Selection<T> filtered(Selection<T> rows, Arguments given) {
        Selection<T> filtered = rows;
        for (FilterArgument<T> filter : filters) {
            Object value = given.value(filter.argument());
            Filter<T> condition = value == null ? null : filter.of(value, given);
            filtered = condition == null ? filtered : filtered.where(condition);
        }
        return filtered;
    }

    /** Returns the order that is asked for; empty where none is. */
    List<Sort<T>> order(Arguments given) {
        Collection<?> terms = given.orderBy();
        if (terms.size() > sorts.size()) {
            throw given.bad(Arguments.ORDER_BY, "names " + terms.size() + " orders; there are " + sorts.size());
        }
        List<Sort<T>> order = new ArrayList<>(terms.size());
        terms.forEach(term -> order.add(sort(term, given)));
        return order;
    }

    private Sort<T> sort(Object term, Arguments given) {
        if (term instanceof Map<?, ?> object) {
            return sort(String.valueOf(object.get("field")), direction(object.get("direction"), given), given);
        }
        String text = String.valueOf(term);
        if (sorts.containsKey(text)) {
            return sort(text, Direction.ASC, given);
        }
        int mark = text.lastIndexOf('_');
        return mark < 0
                ? sort(text, Direction.ASC, given)
                : sort(text.substring(0, mark), direction(text.substring(mark + 1), given), given);
    }

    private static Direction direction(@Nullable Object given, Arguments arguments) {
        String text = given == null ? "ASC" : String.valueOf(given).toUpperCase(Locale.ROOT);
        return switch (text) {
            case "ASC" -> Direction.ASC;
            case "DESC" -> Direction.DESC;
            default -> throw arguments.bad(Arguments.ORDER_BY, "has the direction " + given + "; use ASC or DESC");
        };
    }

    private Sort<T> sort(String sort, Direction direction, Arguments given) {
        Property<T, ?> property = sorts.get(sort);
        if (property == null) {
            throw given.bad(
                    Arguments.ORDER_BY,
                    "asks for the order " + sort + "; "
                            + (sorts.isEmpty() ? "no order can be asked for" : "use one of " + sorts.keySet()));
        }
        return direction == Direction.ASC ? Sort.asc(property) : Sort.desc(property);
    }
}
