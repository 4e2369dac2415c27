package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.sql.SqlRenderer;
import dev.relata.r2dbc.internal.sql.query.Projection;
import dev.relata.r2dbc.internal.sql.query.QueryClauses;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.statement.UnnestedRows;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes that count their rows in the server, and fail there if rows are missing: a statement that
 * commits by itself cannot be undone by the reader of its answer. Triggers and rules leave rows out, or put them elsewhere.
 *
 * <p>SQL has no expression that fails with words of one's own, so a text that is none of a boolean is made one: the error
 * quotes it, in every language of the server. CASE keeps it from being computed where all is well.
 */
public final class CountedWrites {

    /** The number of rows that {@code w} has written, counted once. */
    static final String WRITTEN = "c.n";

    /** The result of concat may depend on the session, so it is not computed while the statement is planned. */
    private static final String NONE_WRITTEN = "concat('" + SqlRenderer.LEFT_OUT + "', 0)::boolean";

    private static final List<Projection> COUNT = List.of(new Projection("count(*)", SqlType.BIGINT));
    private static final List<Projection> ONE = List.of(new Projection("1::bigint", SqlType.BIGINT));

    private CountedWrites() {}

    /** A write of the rows of a query, all that it has locked, or that are there when it begins. */
    public static Sql whole(Write write, Query query) {
        if (write.one() != null) {
            return one(write, write.one());
        }
        String complete =
                write.complete() == null ? WRITTEN + " >= " + there(write.statement(), query) : write.complete();
        List<String> with = new ArrayList<>(write.with());
        List<Projection> answer = write.answer();
        with.add("w AS (" + write.text() + " RETURNING "
                + (answer.isEmpty() ? "1" : Projection.named(write.statement(), answer)) + ")");
        String start = "WITH " + String.join(", ", with);
        return answer.isEmpty()
                ? counted(write.statement(), start, complete)
                : write.statement()
                        .sql(
                                start + answered(write.statement(), answer.size(), complete),
                                Projection.types(answer),
                                write.positions());
    }

    /** Of one row nothing has to be counted, and where it was written its table is not read again. */
    private static Sql one(Write write, String row) {
        boolean counted = write.answer().isEmpty();
        List<Projection> answer = counted ? ONE : write.answer();
        Statement statement = write.statement();
        int values = answer.size();
        String text = "WITH w AS (" + write.text() + " RETURNING "
                + (counted ? "1" : Projection.named(statement, answer)) + ") SELECT "
                + (counted ? Projection.answer(statement, answer) : Projection.names(statement, values))
                + " FROM w UNION ALL SELECT " + Projection.nulls(statement, values)
                + " WHERE CASE WHEN EXISTS (SELECT FROM w)"
                + " THEN FALSE WHEN EXISTS (SELECT FROM " + row + ") THEN " + NONE_WRITTEN + " ELSE FALSE END";
        return statement.sql(text, Projection.types(answer), write.positions());
    }

    private static String answered(Statement statement, int values, String complete) {
        return " SELECT " + Projection.names(statement, values) + " FROM w" + failing(statement, values, complete);
    }

    private static String there(Statement statement, Query query) {
        String there = "(SELECT count(*) FROM (SELECT"
                + QueryClauses.of(statement, query).rest(query) + ") AS x)";
        // Of rows found by a key that is not the id, one key may find several.
        return query.filter() instanceof Predicate.KeyIn keys
                        && keys.attributes().containsAll(query.type().id())
                ? statement.value(SqlType.BIGINT, (long) keys.keys().size()) + " OR " + WRITTEN + " >= " + there
                : there;
    }

    /** Counts the rules of tables that replace every update or delete. */
    public static Sql rules(Statement statement, List<EntityType<?>> types, String verb) {
        String tables = types.stream()
                .map(type -> "'" + Names.table(type).replace("'", "''") + "'::regclass")
                .collect(Collectors.joining(", "));
        String text = "SELECT " + Projection.answer(statement, COUNT)
                + " FROM pg_catalog.pg_rewrite AS r JOIN pg_catalog.pg_class AS c ON"
                + " c.oid = r.ev_class WHERE c.relkind <> 'v' AND r.is_instead AND r.ev_qual::text = '<>' AND r.ev_type = '"
                + (verb.equals("update") ? "2" : "4") + "' AND c.oid IN (" + tables + ")";
        return statement.sql(text, List.of(SqlType.BIGINT));
    }

    /** The number of rows that {@code w} has written. */
    static Sql counted(Statement statement, String with, String complete) {
        String text =
                with + " SELECT " + Projection.answer(statement, COUNT) + " FROM w" + failing(statement, 1, complete);
        return statement.sql(text, List.of(SqlType.BIGINT));
    }

    /** No row where the condition holds, else an error. */
    static String failing(Statement statement, int values, String complete) {
        return " UNION ALL SELECT " + Projection.nulls(statement, values)
                + " FROM (SELECT count(*) AS n FROM w) AS c WHERE CASE WHEN " + complete + " THEN FALSE ELSE ('"
                + SqlRenderer.LEFT_OUT + "' || " + WRITTEN + ")::boolean END";
    }

    static String complete(Statement statement, Insert insert) {
        String all = WRITTEN + " = "
                + statement.value(SqlType.BIGINT, (long) insert.rows().size());
        List<Attribute> key = insert.conflict().key();
        if (insert.conflict().policy() == Conflict.Policy.ERROR
                || !insert.columns().containsAll(key)) {
            return all;
        }
        boolean ignored = insert.conflict().policy() == Conflict.Policy.IGNORE;
        return ignored || insert.rows().size() > 1
                ? all + " OR " + WRITTEN + " >= " + keys(statement, insert, ignored)
                : all;
    }

    /** Counts the different given keys, as the database compares them: those that do not exist, or all. */
    private static String keys(Statement statement, Insert insert, boolean absent) {
        List<Attribute> key = insert.conflict().key();
        int[] columns = key.stream().mapToInt(insert.columns()::indexOf).toArray();
        ColumnarRows values = ColumnarRows.of(insert.rows());
        UnnestedRows keys = UnnestedRows.ofKeys(statement, "u", key, index -> values.column(columns[index]));
        String given = "SELECT " + String.join(", ", keys.columns()) + " FROM " + keys.from();
        String table = Names.table(insert.type());
        // The table's own columns, first, give the keys their collation.
        String distinct = "SELECT " + Names.columns("e", key) + " FROM " + table + " AS e WHERE FALSE UNION " + given;
        String there = absent
                ? " WHERE NOT EXISTS (SELECT FROM " + table + " AS t WHERE " + Names.equal("t", key, keys.columns())
                        + ")"
                : "";
        return "(SELECT count(*) FROM (" + distinct + there + ") AS x)";
    }
}
