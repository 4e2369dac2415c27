package dev.relata.r2dbc.internal.sql.query;

import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;

/**
 * The read of all rows of a table, in no order, as arrays: a row of the answer holds the rows of some pages of the table, found by
 * their {@code ctid}. Since such a row is made whole before it is sent, it is bounded by pages, and by keeping to tables of which no
 * value is stored out of line; a value that is compressed in its page is at most some hundred times as long.
 */
public final class WholeTable {

    /**
     * The question whether a table can be read so: a row with {@code true} where it can, and is large enough for it to pay. Its
     * parameter is the table's name, quoted. Before PostgreSQL 14 a range of pages cannot be scanned.
     */
    public static final String QUESTION = """
            /* now and then before a table is streamed */
            SELECT (%s
                AND pg_catalog.current_setting('server_version_num')::int >= 140000
                AND pg_catalog.has_table_privilege(t.oid, 'SELECT')
                AND pg_catalog.pg_relation_size(t.oid) >= %d * pg_catalog.current_setting('block_size')::int)::text
              FROM (SELECT pg_catalog.to_regclass($1) AS oid) AS t WHERE t.oid IS NOT NULL""".formatted(readable("t.oid"), 64);

    /** Pages that are read together; a page holds at most 290 rows. */
    private static final int PAGES = 16;

    /** The first parts are smaller, so that the first row comes early. */
    private static final int FIRST = 1;

    private static final int SECOND = 5;

    private WholeTable() {}

    /** Tells whether a request is for all rows of a table, in no order, with columns that an array can have for elements. */
    public static boolean isReadBy(Statement statement, Select select) {
        Query query = select.query();
        return query.source() instanceof Query.AllRows
                && query.filter().equals(Predicate.TRUE)
                && query.order().isEmpty()
                && !query.bounded()
                && !select.distinct()
                && !select.locked()
                && select.batch() == null
                && select.groupBy().isEmpty()
                && !select.columns().isEmpty()
                && select.columns().stream().allMatch(column -> Projection.isElement(statement, column))
                && Names.table(query.type()).indexOf('\\') < 0;
    }

    /** Renders a request for which {@link #isReadBy} holds. Where the table has changed since the question, each row comes alone. */
    public static Sql render(Statement statement, Select select) {
        QueryClauses level = QueryClauses.of(statement, select.query());
        List<Projection> columns = select.columns().stream()
                .map(column -> Projection.of(level.aliased(), column, "*"))
                .toList();
        String from = level.fromWhere();
        String alias = level.aliased().alias();
        String table = "'" + Names.table(select.query().type()).replace("'", "''") + "'::pg_catalog.regclass";
        // Materialized, so that both branches find the same although values are stored out of line while the first is
        // read.
        String text = "WITH pages AS MATERIALIZED (SELECT " + readable(table) + " AS readable) SELECT r.* FROM "
                + parts(table) + " AS p, LATERAL (SELECT "
                + Projection.arrays(statement, columns) + from
                + " WHERE " + alias + ".ctid >= " + tid("p.first") + " AND " + alias + ".ctid < " + tid("p.after")
                + ") AS r WHERE (SELECT readable FROM pages)"
                + " UNION ALL SELECT " + Names.list(columns, column -> "ARRAY[" + column.read(statement) + "]") + from
                + " WHERE NOT (SELECT readable FROM pages)";
        return statement.sql(text, Projection.types(columns));
    }

    /** A condition for a table that keeps all of its rows in its own pages, that nothing inherits from, and of which no value is elsewhere. */
    private static String readable(String table) {
        return "EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_am AS a ON a.oid = c.relam AND a.amname = 'heap'"
                + " WHERE c.oid = " + table + " AND c.relkind = 'r' AND NOT c.relhassubclass"
                + " AND coalesce(pg_catalog.pg_relation_size(nullif(c.reltoastrelid, 0)), 0) = 0)";
    }

    private static String parts(String table) {
        return "(SELECT 0::bigint AS first, " + FIRST + "::bigint AS after UNION ALL SELECT " + FIRST + ", " + SECOND
                + " UNION ALL SELECT p, p + " + PAGES + " FROM pg_catalog.generate_series(" + SECOND
                + ", pg_catalog.pg_relation_size(" + table + ") / pg_catalog.current_setting('block_size')::int, "
                + PAGES + ") AS p)";
    }

    private static String tid(String page) {
        return "('(' || " + page + " || ',0)')::pg_catalog.tid";
    }
}
