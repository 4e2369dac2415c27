package dev.relata.r2dbc.sql;

import dev.relata.model.Attribute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A statement while it is rendered: its values and its aliases so far. Not thread-safe. */
final class Statement {

    private final Map<Attribute, ValueType> types;
    private final boolean locks;
    private final List<Bind> binds = new ArrayList<>();
    private int aliases;

    Statement(Map<Attribute, ValueType> types, boolean locks) {
        this.types = types;
        this.locks = locks;
    }

    /** Whether rows are locked in one order before many of them are written. */
    boolean locks() {
        return locks;
    }

    ValueType type(Attribute attribute) {
        ValueType known = types.get(attribute);
        return known != null ? known : types.computeIfAbsent(attribute, ValueType::of);
    }

    List<ValueType> types(List<Attribute> attributes) {
        return attributes.stream().map(this::type).toList();
    }

    /** An alias that this statement has not used yet; the same for the same shape. */
    String alias(String prefix) {
        return prefix + aliases++;
    }

    /** Binds a value; answers the expression that stands for it. */
    String value(ValueType type, @Nullable Object value) {
        binds.add(new Bind(type, false, Collections.singletonList(value)));
        return type.pgType().parameter(binds.size());
    }

    /** Binds a column of values; answers the argument of {@code unnest} that stands for it. */
    String array(ValueType type, List<? extends @Nullable Object> values) {
        binds.add(new Bind(type, true, values));
        return type.pgType().arrayParameter(binds.size());
    }

    /** Binds rows as arrays, one for each column: {@code unnest($1::bigint[], $2::text[])}. */
    String unnest(List<ValueType> columns, Rows rows) {
        return IntStream.range(0, columns.size())
                .mapToObj(column -> array(columns.get(column), rows.column(column)))
                .collect(Collectors.joining(", ", "unnest(", ")"));
    }

    Sql sql(String text, List<ValueType> columns) {
        return sql(text, columns, null);
    }

    Sql sql(String text, List<ValueType> columns, @Nullable Positions positions) {
        return new Sql(text, binds, columns, positions);
    }
}
