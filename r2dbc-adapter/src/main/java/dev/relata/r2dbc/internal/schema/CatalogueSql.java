package dev.relata.r2dbc.internal.schema;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The text of the catalogue's question. */
final class CatalogueSql {

    /** The columns of an array of numbers, in its order. */
    private static final String NAMES = """
            (SELECT jsonb_agg(a.attname ORDER BY k.place)
               FROM unnest(%s) WITH ORDINALITY AS k(number, place)
               LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = %s AND a.attnum = k.number%s)""";

    private static final String COLUMNS = """
            (SELECT jsonb_agg(jsonb_build_object(
                'name', a.attname,
                'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
                'nullable', NOT a.attnotnull,
                'default', CASE WHEN a.attgenerated = '' THEN pg_catalog.pg_get_expr(d.adbin, d.adrelid) END,
                'generated', a.attidentity <> '',
                'computed', a.attgenerated <> '',
                'typed', coalesce(a.atttypid = t.oid, t.column_name IS NULL)) ORDER BY a.attnum)
               FROM pg_catalog.pg_attribute a
               LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
               LEFT JOIN typed t ON t.table_name = w.name AND t.column_name = a.attname
              WHERE a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped)""";

    // Not every version that is in use has confdelsetcols; as JSON it may be missing.
    private static final String FOREIGN_KEYS = """
            (SELECT jsonb_agg(jsonb_build_object(
                'name', f.conname,
                'columns', %s,
                'table', coalesce((SELECT min(r.name) FROM wanted r WHERE r.oid = f.confrelid), f.confrelid::regclass::text),
                'references', %s,
                'action', f.confdeltype,
                'cleared', (SELECT jsonb_agg(a.attname)
                              FROM pg_catalog.pg_attribute a
                             WHERE a.attrelid = f.conrelid
                               AND to_jsonb(f) -> 'confdelsetcols' @> to_jsonb(a.attnum))) ORDER BY f.conname)
               FROM pg_catalog.pg_constraint f
              WHERE f.conrelid = w.oid AND f.contype = 'f')""".formatted(
                    NAMES.formatted("f.conkey", "f.conrelid", ""), NAMES.formatted("f.confkey", "f.confrelid", ""));

    /** Only what finds rows by equality, and all of them. */
    private static final String INDEXES = """
            (SELECT jsonb_agg(jsonb_build_object(
                'columns', %s,
                'primary', i.indisprimary,
                'deferrable', NOT i.indimmediate,
                'unique', i.indisunique))
               FROM pg_catalog.pg_index i
               JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
               JOIN pg_catalog.pg_am m ON m.oid = ic.relam
              WHERE i.indrelid = w.oid AND i.indisvalid AND i.indpred IS NULL AND m.amname IN ('btree', 'hash'))""".formatted(NAMES.formatted(
            "i.indkey::int2[]", "i.indrelid", "\n              WHERE k.place <= i.indnkeyatts"));

    /** What the texts of defaults depend on, and what is compared. */
    private static final Map<String, String> PINNED = new TreeMap<>(Map.of(
            "bytea_output", "hex",
            "datestyle", "ISO, MDY",
            "extra_float_digits", "1",
            "intervalstyle", "postgres",
            "quote_all_identifiers", "off",
            "standard_conforming_strings", "on",
            "timezone", "UTC"));

    /**
     * The settings are pinned before the catalogue is read, and are again what they were when the answer is complete: where
     * the statement is one of a transaction, they would stay until its end.
     */
    static final String TEXT = """
            WITH session AS MATERIALIZED (
                SELECT %s
            ), pinned AS MATERIALIZED (
                SELECT %s FROM session
            ), wanted AS MATERIALIZED (
                SELECT w.name, w.place, pg_catalog.to_regclass(w.quoted)::oid AS oid
                  FROM pinned, unnest($1::text[], $2::text[]) WITH ORDINALITY AS w(name, quoted, place)
            ), typed AS (
                SELECT t.table_name, t.column_name, pg_catalog.to_regtype(t.type_name)::oid AS oid
                  FROM unnest($3::text[], $4::text[], $5::text[]) AS t(table_name, column_name, type_name)
            ), answer AS MATERIALIZED (
                SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'name', w.name,
                    'constrained', c.relkind IN ('r', 'p'),
                    'columns', %s,
                    'foreignKeys', %s,
                    'indexes', %s) ORDER BY w.place), '[]')::text AS tables
                  FROM wanted w
                  JOIN pg_catalog.pg_class c ON c.oid = w.oid
            )
            SELECT answer.tables, %s FROM answer, session""".formatted(
                    settings(name -> "current_setting('" + name + "') AS " + name),
                    settings(name -> "set_config('" + name + "', '" + PINNED.get(name) + "', true)"),
                    COLUMNS,
                    FOREIGN_KEYS,
                    INDEXES,
                    settings(name -> "set_config('" + name + "', session." + name + ", true)"));

    // Begins with a comment, by which logs and counters tell it from the statements of the application.
    static final String KINDS = """
            /* once for each table of the model */
            SELECT CASE WHEN c.relkind IN ('v', 'm', 'f') THEN 'v' ELSE 't' END || w.name
              FROM unnest($1::text[], $2::text[]) AS w(name, quoted)
              JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(w.quoted)""";

    private CatalogueSql() {}

    private static String settings(UnaryOperator<String> each) {
        return PINNED.keySet().stream().map(each).collect(Collectors.joining(", "));
    }
}
