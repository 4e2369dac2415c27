package dev.relata.r2dbc.internal.sql.statement;

import dev.relata.metamodel.Attribute;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows that are bound as one array for each column, whatever their number, and unnested under an alias.
 *
 * @param from the item of FROM: {@code unnest($1::bigint[], $2::text[]) AS u(c0, c1)}
 * @param columns the columns, each as its type: {@code u.c0, u.c1::citext}
 */
public record UnnestedRows(String from, List<String> columns) {

    public static UnnestedRows of(Statement statement, String alias, List<Attribute> attributes, ColumnarRows rows) {
        return of(statement, alias, statement.types(attributes), rows, " AS " + alias + "(", ")");
    }

    /** Numbers the rows from 1 in the column {@code pos}. */
    public static UnnestedRows numbered(
            Statement statement, String alias, List<Attribute> attributes, ColumnarRows rows) {
        return of(statement, alias, statement.types(attributes), rows, " WITH ORDINALITY AS " + alias + "(", ", pos)");
    }

    private static UnnestedRows of(
            Statement statement, String alias, List<SqlType> types, ColumnarRows rows, String as, String end) {
        String unnest = statement.unnest(types, rows);
        String names = names("", types.size()).stream().collect(Collectors.joining(", ", as, end));
        List<String> columns = names(alias + ".", types.size());
        return new UnnestedRows(
                unnest + names,
                IntStream.range(0, types.size())
                        .mapToObj(i -> statement.unnested(types.get(i), columns.get(i)))
                        .toList());
    }

    /** Returns the names of columns: {@code u.c0, u.c1}. */
    public static List<String> names(String prefix, int size) {
        return IntStream.range(0, size).mapToObj(i -> prefix + "c" + i).toList();
    }
}
