package dev.relata.r2dbc.internal.schema;

/**
 * The text of the catalogue's question where names travel as JSON, as for MariaDB, whose information schema tells more than the standard's. Each
 * of its views is read once.
 */
final class JsonInformationSchemaSql {

    /** Names are compared as they are written. */
    private static final String NAMES =
            "JSON_TABLE(%s, '$[*]' COLUMNS (place FOR ORDINALITY, name LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$')) AS %s";

    private static final String TABLES = NAMES.formatted("$1", "w");

    /** A table without a schema is that of the connection's. */
    private static final String JOINED = """
            JOIN information_schema.tables AS c
              ON c.table_schema = IF(LOCATE('.', w.name) > 0, SUBSTRING_INDEX(w.name, '.', 1), DATABASE())
             AND c.table_name = SUBSTRING(w.name, LOCATE('.', w.name) + 1)""";

    private static final String QUALIFIED =
            "IF(%1$s_schema = DATABASE(), %1$s_name, CONCAT(%1$s_schema, '.', %1$s_name))";

    /** The type as DDL spells it, without the width that whole numbers are shown with. */
    private static final String TYPE = """
            CASE WHEN a.column_type = 'tinyint(1)' THEN 'BOOLEAN' WHEN a.data_type = 'int' THEN 'INTEGER'
                      WHEN a.data_type IN ('bigint', 'smallint', 'tinyint') THEN UPPER(a.data_type) ELSE UPPER(a.column_type) END""";

    /** Without a length or a precision; texts, and what is stored as a text, are of one kind. */
    private static final String BARE = """
            REGEXP_REPLACE(REGEXP_REPLACE(REGEXP_REPLACE(%s, '[(][^)]*[)]', ''),
                '^(VARCHAR|CHAR|UUID|JSON|TINYTEXT|MEDIUMTEXT|LONGTEXT|TEXT)$', 'TEXT'),
                '^(VARBINARY|BINARY|TINYBLOB|MEDIUMBLOB|LONGBLOB|BLOB)$', 'BLOB')""";

    private static final String COLUMNS = """
            (SELECT a.table_schema, a.table_name, JSON_ARRAYAGG(JSON_OBJECT(
                'name', a.column_name,
                'type', %s,
                'nullable', a.is_nullable = 'YES',
                'default', NULLIF(REPLACE(a.column_default, '\\\\', '\\'), 'NULL'),
                'identity', IF(a.extra LIKE '%%auto_increment%%', 'd', ''),
                'computed', a.is_generated = 'ALWAYS',
                'comment', NULLIF(a.column_comment, ''),
                'base', 'text',
                'element', 'text',
                'dimensions', 0,
                'domain', false,
                'typed', COALESCE(%s = %s, 1)) ORDER BY a.ordinal_position) AS text
               FROM information_schema.columns AS a
               LEFT JOIN (SELECT t.name AS table_name, n.name AS column_name, y.name AS type_name
                            FROM %s JOIN %s ON n.place = t.place JOIN %s ON y.place = t.place) AS e
                 ON e.table_name = %s AND e.column_name = a.column_name
              GROUP BY a.table_schema, a.table_name) AS q""".formatted(
                    TYPE,
                    BARE.formatted(TYPE),
                    BARE.formatted("UPPER(e.type_name)"),
                    NAMES.formatted("$3", "t"),
                    NAMES.formatted("$4", "n"),
                    NAMES.formatted("$5", "y"),
                    QUALIFIED.formatted("a.table"));

    private static final String TRIGGERS = """
            (SELECT g.event_object_schema AS table_schema, g.event_object_table AS table_name,
                    JSON_ARRAYAGG(g.trigger_name ORDER BY g.trigger_name) AS text
               FROM information_schema.triggers AS g
              WHERE g.event_manipulation = 'INSERT' AND g.action_timing <> 'AFTER'
              GROUP BY g.event_object_schema, g.event_object_table) AS g""";

    private static final String FOREIGN_KEYS = """
            (SELECT f.constraint_schema AS table_schema, f.table_name, JSON_ARRAYAGG(JSON_OBJECT(
                'name', f.constraint_name,
                'columns', JSON_COMPACT(k.columns),
                'table', k.referred,
                'references', JSON_COMPACT(k.refer),
                'action', CASE f.delete_rule WHEN 'CASCADE' THEN 'c' WHEN 'SET NULL' THEN 'n' WHEN 'SET DEFAULT' THEN 'd'
                                             ELSE 'a' END) ORDER BY f.constraint_name) AS text
               FROM information_schema.referential_constraints AS f
               JOIN (SELECT k.constraint_schema, k.table_name, k.constraint_name,
                            JSON_ARRAYAGG(k.column_name ORDER BY k.ordinal_position) AS columns,
                            JSON_ARRAYAGG(k.referenced_column_name ORDER BY k.ordinal_position) AS refer,
                            MAX(%s) AS referred
                       FROM information_schema.key_column_usage AS k
                      WHERE k.referenced_table_name IS NOT NULL
                      GROUP BY k.constraint_schema, k.table_name, k.constraint_name) AS k
                 ON k.constraint_schema = f.constraint_schema AND k.table_name = f.table_name
                AND k.constraint_name = f.constraint_name
              GROUP BY f.constraint_schema, f.table_name) AS f""".formatted(QUALIFIED.formatted("k.referenced_table"));

    private static final String INDEXES = """
            (SELECT i.table_schema, i.table_name, JSON_ARRAYAGG(JSON_OBJECT(
                'columns', JSON_COMPACT(i.columns),
                'primary', i.index_name = 'PRIMARY',
                'deferrable', false,
                'unique', i.non_unique = 0)) AS text
               FROM (SELECT i.table_schema, i.table_name, i.index_name, MAX(i.non_unique) AS non_unique,
                            JSON_ARRAYAGG(i.column_name ORDER BY i.seq_in_index) AS columns
                       FROM information_schema.statistics AS i
                      GROUP BY i.table_schema, i.table_name, i.index_name) AS i
              GROUP BY i.table_schema, i.table_name) AS i""";

    private static final String OF_TABLE = " ON %1$s.table_schema = c.table_schema AND %1$s.table_name = c.table_name";

    static final String TEXT = """
            SELECT COALESCE(JSON_ARRAYAGG(JSON_OBJECT(
                'name', w.name,
                'constrained', c.table_type NOT LIKE '%%VIEW%%',
                'columns', JSON_COMPACT(q.text),
                'comment', IF(c.table_comment IN ('', 'VIEW'), NULL, c.table_comment),
                'triggers', JSON_COMPACT(COALESCE(g.text, '[]')),
                'foreignKeys', JSON_COMPACT(COALESCE(f.text, '[]')),
                'indexes', JSON_COMPACT(COALESCE(i.text, '[]'))) ORDER BY w.place), '[]')
              FROM %s
              %s
              JOIN %s%s
              LEFT JOIN %s%s
              LEFT JOIN %s%s
              LEFT JOIN %s%s""".formatted(
                    TABLES,
                    JOINED,
                    COLUMNS,
                    OF_TABLE.formatted("q"),
                    TRIGGERS,
                    OF_TABLE.formatted("g"),
                    FOREIGN_KEYS,
                    OF_TABLE.formatted("f"),
                    INDEXES,
                    OF_TABLE.formatted("i"));

    static final String KINDS = InformationSchemaSql.kinds(TABLES, JOINED);

    private JsonInformationSchemaSql() {}
}
