package dev.relata.spring.graphql;

import graphql.schema.DataFetchingEnvironment;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The arguments of a field; one that is null is not given. Immutable. */
final class Arguments {

    static final String FIRST = "first";
    static final String AFTER = "after";
    static final String ORDER_BY = "orderBy";
    static final String FILTER = "filter";

    private final String relationship;
    private final Map<String, Object> values = new HashMap<>();

    Arguments(DataFetchingEnvironment environment, String relationship) {
        this.relationship = relationship;
        take(environment.getArguments());
        if (values.remove(FILTER) instanceof Map<?, ?> filters) {
            take(filters);
        }
    }

    private void take(Map<?, ?> arguments) {
        arguments.forEach((name, value) -> {
            if (value != null) {
                values.put(String.valueOf(name), value);
            }
        });
    }

    Set<String> names() {
        return values.keySet();
    }

    @Nullable
    Object value(String name) {
        return values.get(name);
    }

    /** Returns the terms of the order that is asked for: names, or objects. */
    Collection<?> orderBy() {
        Object given = values.get(ORDER_BY);
        if (given == null) {
            return List.of();
        }
        return given instanceof Collection<?> several ? several : List.of(given);
    }

    /** Returns the number of rows that is asked for, or another one where none is. */
    int first(int most, int otherwise) {
        Object given = values.get(FIRST);
        if (given == null) {
            return otherwise;
        }
        if (given instanceof Number number && number.longValue() >= 1 && number.longValue() <= most) {
            return number.intValue();
        }
        throw bad(FIRST, "must be from 1 to " + most + ", was " + given);
    }

    BadArgumentException bad(String argument, String why) {
        return new BadArgumentException(relationship + ": the argument " + argument + " " + why);
    }
}
