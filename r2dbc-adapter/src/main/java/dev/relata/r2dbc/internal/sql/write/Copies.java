package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.sql.query.Projection;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** COPY, rendered, and the question that comes before it: whether it would store the same as an INSERT. */
public final class Copies {

    private static final String BEFORE_INSERT = "g.tgtype & 4 <> 0 AND g.tgtype & 66 <> 0";

    private Copies() {}

    public static Sql copy(EntityType<?> type, List<Attribute> columns) {
        String text = "COPY " + Names.table(type) + " (" + Names.columns(columns) + ") FROM STDIN (FORMAT binary)";
        return Sql.withoutAnswer(text);
    }

    /**
     * Answers one row with the ids that were drawn, if any (see {@link #draw}), or none where rows have to go another way: for tables
     * whose triggers, rules or policies change or refuse rows, for columns of other types than the model says or with a
     * precision of their own, and for ids without a sequence. Reading from the table, though no row, keeps it from being
     * altered until the transaction ends.
     */
    public static Sql question(Statement statement, CopyPreconditions question) {
        String table = Names.table(question.type());
        String name = statement.value(SqlType.TEXT, table);
        String columns = "unnest("
                + statement.array(
                        SqlType.TEXT,
                        question.columns().stream().map(Attribute::column).toList())
                + ", " + statement.array(SqlType.INTEGER, question.oids()) + ", "
                + statement.array(SqlType.INTEGER, question.longest()) + ")";
        String fits = "c.relkind = 'r' AND NOT c.relhasrules AND NOT c.relrowsecurity AND NOT EXISTS (SELECT FROM"
                + " pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgenabled <> 'D' AND "
                + BEFORE_INSERT + ") AND NOT EXISTS (SELECT FROM " + columns
                + " AS w(name, type, longest) LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = w.name AND"
                + " a.attgenerated = '' AND " + written(statement, question.drawn())
                + " AND (a.atttypid::int = w.type OR w.type = 25 AND a.atttypid = 1043) AND"
                + " (a.atttypmod = -1 OR a.atttypid = 1043 AND w.longest <= a.atttypmod - 4) WHERE a.attnum IS NULL)";
        String from = " FROM pg_class c LEFT JOIN (SELECT FROM " + table + " LIMIT 0) unaltered ON TRUE WHERE c.oid = "
                + name + "::regclass AND " + fits;
        Attribute id = question.drawn();
        return id == null
                ? ids(statement, "SELECT ", "NULL::bigint[]", from)
                : drawing(statement, question, id, name, from);
    }

    /** COPY writes what is given into an identity column GENERATED ALWAYS, where INSERT refuses it. */
    private static String written(Statement statement, @Nullable Attribute drawn) {
        String given = "a.attidentity <> 'a'";
        return drawn == null
                ? given
                : "(" + given + " OR w.name = " + statement.value(SqlType.TEXT, drawn.column()) + ")";
    }

    private static Sql drawing(
            Statement statement, CopyPreconditions question, Attribute id, String name, String from) {
        String column = statement.value(SqlType.TEXT, id.column());
        String sequence = "WITH s AS MATERIALIZED (SELECT pg_get_serial_sequence(" + name + ", " + column
                + ")::regclass AS oid" + from + " AND EXISTS (SELECT FROM pg_attribute a LEFT JOIN pg_attrdef d ON"
                + " d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE a.attrelid = c.oid AND a.attname = " + column
                + " AND (a.attidentity <> '' OR pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval(%')))";
        return draw(statement, sequence, question.rows(), " WHERE has_sequence_privilege(s.oid, 'USAGE')");
    }

    /** Answers one row with all ids, or the first of ids without a gap, where the question was answered before. */
    public static Sql draw(Statement statement, EntityType<?> type, Attribute id, int rows) {
        String sequence = "WITH s AS MATERIALIZED (SELECT pg_get_serial_sequence("
                + statement.value(SqlType.TEXT, Names.table(type)) + ", "
                + statement.value(SqlType.TEXT, id.column()) + ")::regclass AS oid)";
        return draw(statement, sequence, rows, "");
    }

    /** Ids that ascend without a gap, as they do unless others draw too, are answered by the first of them. */
    private static Sql draw(Statement statement, String sequence, int rows, String condition) {
        String drawn = " FROM (SELECT nextval(s.oid) AS id FROM s, generate_series(1, "
                + statement.value(SqlType.INTEGER, rows) + ")" + condition + ") d HAVING count(*) > 0";
        String ids = "CASE WHEN max(d.id) - min(d.id) = count(*) - 1 AND min(d.id) = (array_agg(d.id))[1]"
                + " THEN ARRAY[min(d.id)] ELSE array_agg(d.id) END";
        return ids(statement, sequence + " SELECT ", ids, drawn);
    }

    private static Sql ids(Statement statement, String start, String ids, String from) {
        List<Projection> answer = List.of(new Projection(ids, SqlType.BIGINTS));
        return statement.sql(start + Projection.answer(statement, answer) + from, Projection.types(answer));
    }
}
