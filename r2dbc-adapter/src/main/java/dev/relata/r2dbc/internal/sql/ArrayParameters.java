package dev.relata.r2dbc.internal.sql;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values that travel as arrays, whatever their number in one parameter for each column. */
final class ArrayParameters {

    private ArrayParameters() {}

    /** What a value is compared with to be one of many: {@code ANY ($1::bigint[])}. */
    static String any(Statement statement, ValueType type, List<? extends @Nullable Object> values) {
        String array = statement.array(type, values);
        if (type.pgType().dimensions() > 0) {
            return "ANY (SELECT " + statement.unnested(type, "u.c0") + " FROM unnest(" + array + ") AS u(c0))";
        }
        boolean itself = type.pgType().sent() == type.pgType().base();
        return "ANY (" + array + (itself ? "" : "::" + type.pgType().castName() + "[]") + ")";
    }

    /** The names {@link #columns} has for the columns of an unnest: {@code c0, c1}. */
    static String names(int columns) {
        return IntStream.range(0, columns).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }

    /** The columns of an unnest that was bound before, each as its type: {@code u.c0, u.c1::citext}. */
    static String columns(Statement statement, String alias, List<ValueType> types) {
        return String.join(", ", columnList(statement, alias, types));
    }

    static List<String> columnList(Statement statement, String alias, List<ValueType> types) {
        return IntStream.range(0, types.size())
                .mapToObj(i -> statement.unnested(types.get(i), alias + ".c" + i))
                .toList();
    }
}
