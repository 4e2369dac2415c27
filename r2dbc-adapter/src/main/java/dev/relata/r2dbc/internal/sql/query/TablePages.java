package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Query.AllRows;
import dev.relata.spi.Select;
import java.util.List;

/** Asks for the size of a table, to read it in ranges of its pages, in a snapshot that other connections can import. */
public final class TablePages {

    /**
     * Partitions, and tables that inherit, have pages of their own, which a range means in each of them. Pages are counted only where
     * all of them keep their rows in pages, on a server that finds a page without reading those before it. The table is named in FROM
     * too, so that it is locked against being rewritten, which would move its rows to other pages.
     */
    private static final String QUESTION = """
            WITH RECURSIVE tables AS (
              SELECT %s::regclass::oid AS oid
              UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN tables AS t ON i.inhparent = t.oid)
            SELECT pg_catalog.pg_export_snapshot(), CASE WHEN current_setting('server_version_num')::int >= 140000
                AND bool_and(c.relkind = 'p' OR c.relkind IN ('r', 'm') AND c.relpersistence <> 't' AND a.amname = 'heap')
              THEN max(CASE c.relkind WHEN 'p' THEN 0 ELSE pg_catalog.pg_relation_size(c.oid) END)
                / current_setting('block_size')::bigint END, (SELECT count(*) FROM (SELECT FROM %s LIMIT 0) AS locked)
            FROM tables AS t JOIN pg_catalog.pg_class AS c ON c.oid = t.oid
            LEFT JOIN pg_catalog.pg_am AS a ON a.oid = c.relam""";

    private TablePages() {}

    /** Whether the rows of a read can be told apart by their pages: they are rows of one table, in no order. */
    public static boolean divide(Select select) {
        return select.query().source() instanceof AllRows
                && !select.query().bounded()
                && select.query().order().isEmpty()
                && select.batch() == null
                && select.groupBy().isEmpty()
                && !select.distinct()
                && select.columns().stream().noneMatch(Aggregate.class::isInstance)
                && select.rowLock() == null;
    }

    /** Renders the question: one row, of the snapshot and the number of pages, which is null where the table has none. */
    public static Sql question(Statement statement, EntityType<?> type) {
        String table = Names.table(type);
        return statement.sql(QUESTION.formatted(statement.value(SqlType.TEXT, table), table), List.of());
    }
}
