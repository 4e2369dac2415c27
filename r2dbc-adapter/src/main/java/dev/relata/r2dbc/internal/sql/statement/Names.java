package dev.relata.r2dbc.internal.sql.statement;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.dialect.Identifiers;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tables and columns of the model as SQL. */
public final class Names {

    private Names() {}

    public static String table(EntityType<?> type) {
        return Identifiers.table(type.table());
    }

    public static String column(Attribute attribute) {
        return Identifiers.quote(attribute.column());
    }

    public static String column(String alias, Attribute attribute) {
        return alias + "." + column(attribute);
    }

    /** The columns, separated by commas. */
    public static String columns(List<Attribute> attributes) {
        return list(attributes, Names::column);
    }

    /** The columns of an alias, separated by commas. */
    public static String columns(String alias, List<Attribute> attributes) {
        return list(attributes, attribute -> column(alias, attribute));
    }

    /** The columns of one alias equal those of another, pair by pair. */
    public static String equal(String alias, List<Attribute> key, String otherAlias, List<Attribute> otherKey) {
        List<String> others = otherKey.stream()
                .map(attribute -> column(otherAlias, attribute))
                .toList();
        return equal(alias, key, others);
    }

    /** The columns of an alias equal expressions, pair by pair. */
    public static String equal(String alias, List<Attribute> key, List<String> expressions) {
        return IntStream.range(0, key.size())
                .mapToObj(i -> column(alias, key.get(i)) + " = " + expressions.get(i))
                .collect(Collectors.joining(" AND "));
    }

    public static <T> String list(List<T> parts, Function<? super T, String> rendering) {
        return parts.stream().map(rendering).collect(Collectors.joining(", "));
    }

    /** One expression as it is, several as a row value. */
    public static String tuple(List<String> expressions) {
        return expressions.size() == 1 ? expressions.get(0) : "(" + String.join(", ", expressions) + ")";
    }

    /** A value under the type and the collation of its column, where the column has one. */
    public static String asStored(Statement statement, EntityType<?> type, Attribute attribute, String value) {
        return statement.dialect().asStored(statement.type(attribute).pgType(), table(type), column(attribute), value);
    }
}
