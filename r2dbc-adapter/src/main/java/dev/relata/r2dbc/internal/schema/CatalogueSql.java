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

    /** What a domain is of in the end, and what it and those that it is made of say besides: whether it is ever null, its default. */
    private static final String DOMAINS = """
            WITH RECURSIVE chain AS (
                SELECT t.oid AS domain, t.typbasetype AS base, t.typtypmod AS modifier, t.typndims AS dimensions,
                       t.typnotnull AS mandatory, t.typdefault AS fallback, 1 AS depth
                  FROM pg_catalog.pg_type t
                 WHERE t.typtype = 'd'
                UNION ALL
                SELECT c.domain, t.typbasetype, t.typtypmod, t.typndims,
                       c.mandatory OR t.typnotnull, coalesce(c.fallback, t.typdefault), c.depth + 1
                  FROM chain c
                  JOIN pg_catalog.pg_type t ON t.oid = c.base AND t.typtype = 'd'
            )
            SELECT DISTINCT ON (c.domain) c.* FROM chain c ORDER BY c.domain, c.depth DESC""";

    private static final String COLUMNS = """
            (SELECT jsonb_agg(jsonb_build_object(
                'name', a.attname,
                'type', pg_catalog.format_type(a.atttypid, a.atttypmod) || repeat('[]', greatest(a.attndims, 1) - 1),
                'nullable', NOT (a.attnotnull OR coalesce(y.mandatory, false)),
                'default', coalesce(pg_catalog.pg_get_expr(d.adbin, d.adrelid), y.fallback),
                'identity', a.attidentity,
                'computed', a.attgenerated <> '',
                'comment', pg_catalog.col_description(a.attrelid, a.attnum),
                'base', pg_catalog.format_type(own.oid, CASE WHEN y.domain IS NULL THEN a.atttypmod ELSE y.modifier END),
                'element', pg_catalog.format_type(e.oid, NULL),
                'dimensions', CASE WHEN e.oid = own.oid THEN 0 ELSE greatest(coalesce(y.dimensions, a.attndims), 1) END,
                'domain', y.domain IS NOT NULL,
                'enum', CASE WHEN e.typtype = 'e' THEN CASE WHEN pg_catalog.pg_type_is_visible(e.oid) THEN '' ELSE n.nspname || '.' END
                                                       || e.typname END,
                'labels', (SELECT jsonb_agg(l.enumlabel ORDER BY l.enumsortorder) FROM pg_catalog.pg_enum l WHERE l.enumtypid = e.oid),
                'typed', coalesce(a.atttypid = t.oid, t.column_name IS NULL)) ORDER BY a.attnum)
               FROM pg_catalog.pg_attribute a
               LEFT JOIN domains y ON y.domain = a.atttypid
               JOIN pg_catalog.pg_type own ON own.oid = coalesce(y.base, a.atttypid)
               JOIN pg_catalog.pg_type e ON e.oid = CASE WHEN own.typcategory = 'A' AND own.typelem <> 0 THEN own.typelem ELSE own.oid END
               JOIN pg_catalog.pg_namespace n ON n.oid = e.typnamespace
               LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
               LEFT JOIN typed t ON t.table_name = w.name AND t.column_name = a.attname
              WHERE a.attrelid = w.oid AND a.attnum > 0 AND NOT a.attisdropped)""";

    /** What sees a row before it is inserted: triggers, and rules that do something else instead. */
    private static final String TRIGGERS = """
            (SELECT jsonb_agg(b.name ORDER BY b.name)
               FROM (SELECT g.tgname AS name
                       FROM pg_catalog.pg_trigger g
                      WHERE g.tgrelid = w.oid AND NOT g.tgisinternal AND g.tgenabled <> 'D'
                        AND g.tgtype & 1 = 1 AND g.tgtype & 4 = 4 AND g.tgtype & 66 <> 0
                     UNION ALL
                     SELECT r.rulename
                       FROM pg_catalog.pg_rewrite r
                      WHERE r.ev_class = w.oid AND r.ev_type = '3' AND r.is_instead AND r.ev_enabled <> 'D') b)""";

    // Not every version that is in use has confdelsetcols; as JSON it may be missing. A key that refers to a
    // partitioned table is
    // in the catalogue once more for each partition.
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
              WHERE f.conrelid = w.oid AND f.contype = 'f'
                AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint whole
                                 WHERE whole.oid = f.conparentid AND whole.conrelid = f.conrelid))""".formatted(
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
            ), domains AS MATERIALIZED (
                %s
            ), answer AS MATERIALIZED (
                SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'name', w.name,
                    'constrained', c.relkind IN ('r', 'p'),
                    'columns', %s,
                    'comment', pg_catalog.obj_description(c.oid, 'pg_class'),
                    'triggers', %s,
                    'foreignKeys', %s,
                    'indexes', %s) ORDER BY w.place), '[]')::text AS tables
                  FROM wanted w
                  JOIN pg_catalog.pg_class c ON c.oid = w.oid
            )
            SELECT answer.tables, %s FROM answer, session""".formatted(
                    settings(name -> "current_setting('" + name + "') AS " + name),
                    settings(name -> "set_config('" + name + "', '" + PINNED.get(name) + "', true)"),
                    DOMAINS,
                    COLUMNS,
                    TRIGGERS,
                    FOREIGN_KEYS,
                    INDEXES,
                    settings(name -> "set_config('" + name + "', session." + name + ", true)"));

    // Begins with a comment, by which logs and counters tell it from the statements of the application.
    static final String KINDS = """
            /* once for each table of the model */
            SELECT CASE WHEN c.relkind IN ('v', 'm', 'f') THEN 'v' ELSE 't' END || w.name
              FROM unnest($1::text[], $2::text[]) AS w(name, quoted)
              JOIN pg_catalog.pg_class c ON c.oid = pg_catalog.to_regclass(w.quoted)""";

    /**
     * All tables and views of the application, by the names that a model gives them: without the schema where the search path finds
     * them. Left out are the server's own, those of extensions, the partitions of other tables, and names with a dot in them, which
     * would be taken for a schema's.
     */
    static final String TABLES = """
            SELECT CASE WHEN pg_catalog.pg_table_is_visible(c.oid) THEN '' ELSE n.nspname || '.' END || c.relname AS name
              FROM pg_catalog.pg_class c
              JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
             WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
               AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
               AND strpos(c.relname, '.') = 0 AND strpos(n.nspname, '.') = 0
               AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
             ORDER BY n.nspname, c.relname""";

    private CatalogueSql() {}

    private static String settings(UnaryOperator<String> each) {
        return PINNED.keySet().stream().map(each).collect(Collectors.joining(", "));
    }
}
