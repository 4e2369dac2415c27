package dev.relata.r2dbc.internal.sql;

import dev.relata.r2dbc.internal.dialect.Identifiers;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Identifiers of the model, quoted. */
final class Names {

    private Names() {}

    static String table(EntityType<?> type) {
        return Identifiers.table(type.table());
    }

    static String column(Attribute attribute) {
        return Identifiers.quote(attribute.column());
    }

    static String column(String alias, Attribute attribute) {
        return alias + "." + column(attribute);
    }

    /** The columns, separated by commas. */
    static String columns(List<Attribute> attributes) {
        return list(attributes, Names::column);
    }

    /** The columns of an alias, separated by commas. */
    static String columns(String alias, List<Attribute> attributes) {
        return list(attributes, attribute -> column(alias, attribute));
    }

    /** The columns of one alias equal those of another, pair by pair. */
    static String equal(String alias, List<Attribute> key, String otherAlias, List<Attribute> otherKey) {
        List<String> others = otherKey.stream()
                .map(attribute -> column(otherAlias, attribute))
                .toList();
        return equal(alias, key, others);
    }

    /** The columns of an alias equal expressions, pair by pair. */
    static String equal(String alias, List<Attribute> key, List<String> expressions) {
        return IntStream.range(0, key.size())
                .mapToObj(i -> column(alias, key.get(i)) + " = " + expressions.get(i))
                .collect(Collectors.joining(" AND "));
    }

    static <T> String list(List<T> parts, Function<? super T, String> rendering) {
        return parts.stream().map(rendering).collect(Collectors.joining(", "));
    }

    /** One expression as it is, several as a row value. */
    static String tuple(List<String> expressions) {
        return expressions.size() == 1 ? expressions.get(0) : "(" + String.join(", ", expressions) + ")";
    }
}
