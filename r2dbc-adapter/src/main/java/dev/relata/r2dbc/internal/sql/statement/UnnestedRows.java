package dev.relata.r2dbc.internal.sql.statement;

import dev.relata.metamodel.Attribute;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows that are bound as one array for each column, whatever their number, and unnested under an alias.
 *
 * @param from the item of FROM: {@code unnest($1::bigint[], $2::text[]) AS u(c0, c1)}
 * @param columns the columns, each as its type: {@code u.c0, u.c1::citext}; a parameter where all rows have one value
 */
public record UnnestedRows(String from, List<String> columns) {

    public static UnnestedRows of(Statement statement, String alias, List<Attribute> attributes, ColumnarRows rows) {
        return of(statement, alias, statement.types(attributes), rows, false);
    }

    /** Numbers the rows from 1 in the column {@code pos}. */
    public static UnnestedRows numbered(
            Statement statement, String alias, List<Attribute> attributes, ColumnarRows rows) {
        return of(statement, alias, statement.types(attributes), rows, true);
    }

    /** The values of one column. */
    public static UnnestedRows of(
            Statement statement, String alias, SqlType type, List<? extends @Nullable Object> values) {
        return of(statement, alias, List.of(type), index -> new ArrayList<>(values), false);
    }

    /** As {@link #of}, of keys: a component that all keys share is a parameter of its own in place of a column. */
    public static UnnestedRows ofKeys(Statement statement, String alias, List<Attribute> key, ColumnarRows keys) {
        return ofKeys(statement, key, keys, alias, false);
    }

    /** As {@link #ofKeys}, numbered from 1 in the column {@code pos}. */
    public static UnnestedRows ofNumberedKeys(
            Statement statement, String alias, List<Attribute> key, ColumnarRows keys) {
        return ofKeys(statement, key, keys, alias, true);
    }

    private static UnnestedRows ofKeys(
            Statement statement, List<Attribute> key, ColumnarRows keys, String alias, boolean numbered) {
        CommonValues common = CommonValues.of(key, keys);
        if (!common.any()) {
            return of(statement, alias, statement.types(key), keys, numbered);
        }
        int[] others = common.others();
        List<SqlType> types =
                Arrays.stream(others).mapToObj(i -> statement.type(key.get(i))).toList();
        UnnestedRows rows = of(statement, alias, types, index -> keys.column(others[index]), numbered);
        Iterator<String> unnested = rows.columns().iterator();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            columns.add(
                    common.has(i)
                            ? statement.value(
                                    statement.type(key.get(i)), keys.column(i).get(0))
                            : unnested.next());
        }
        return new UnnestedRows(rows.from(), columns);
    }

    private static UnnestedRows of(
            Statement statement, String alias, List<SqlType> types, ColumnarRows rows, boolean numbered) {
        List<String> arrays = statement.arrays(types, rows);
        List<String> columns = names(alias + ".", types.size());
        return new UnnestedRows(
                statement
                        .dialect()
                        .rows(
                                alias,
                                types.stream().map(SqlType::pgType).toList(),
                                arrays,
                                names("", types.size()),
                                numbered),
                IntStream.range(0, types.size())
                        .mapToObj(i -> statement.unnested(types.get(i), columns.get(i)))
                        .toList());
    }

    /** Returns the names of columns: {@code u.c0, u.c1}. */
    public static List<String> names(String prefix, int size) {
        return IntStream.range(0, size).mapToObj(i -> prefix + "c" + i).toList();
    }
}
