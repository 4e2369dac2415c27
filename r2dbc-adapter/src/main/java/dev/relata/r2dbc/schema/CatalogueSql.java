package dev.relata.r2dbc.schema;

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

    static final String TEXT = """
            WITH wanted AS (
                SELECT w.name, w.place, pg_catalog.to_regclass(w.quoted)::oid AS oid
                  FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w(name, quoted, place)
            ), typed AS (
                SELECT t.table_name, t.column_name, pg_catalog.to_regtype(t.type_name)::oid AS oid
                  FROM unnest($3::text[], $4::text[], $5::text[]) AS t(table_name, column_name, type_name)
            )
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                'name', w.name,
                'constrained', c.relkind IN ('r', 'p'),
                'columns', %s,
                'foreignKeys', %s,
                'indexes', %s) ORDER BY w.place), '[]')::text
              FROM wanted w
              JOIN pg_catalog.pg_class c ON c.oid = w.oid""".formatted(COLUMNS, FOREIGN_KEYS, INDEXES);

    private CatalogueSql() {}
}
