package dev.relata.r2dbc.internal.schema;

/** The text of the catalogue's question where the catalogue is that of the SQL standard, as H2 has it. */
final class InformationSchemaSql {

    /** A table without a schema is that of the connection's. */
    private static final String JOINED = """
            JOIN information_schema.tables AS c
              ON c.table_schema = CASE WHEN LOCATE('.', w.name) > 0 THEN SUBSTRING(w.name, 1, LOCATE('.', w.name) - 1)
                                       ELSE CURRENT_SCHEMA END
             AND c.table_name = SUBSTRING(w.name, LOCATE('.', w.name) + 1)""";

    /** The type of an alias as DDL spells it. */
    private static final String TYPE = """
            CASE UPPER(%1$s.data_type)
              WHEN 'CHARACTER VARYING' THEN 'VARCHAR' || CASE WHEN %1$s.character_maximum_length < 1000000000
                                                             THEN '(' || %1$s.character_maximum_length || ')' ELSE '' END
              WHEN 'CHARACTER' THEN 'CHAR(' || %1$s.character_maximum_length || ')'
              WHEN 'BINARY VARYING' THEN 'VARBINARY'
              WHEN 'NUMERIC' THEN 'NUMERIC(' || %1$s.numeric_precision || ',' || %1$s.numeric_scale || ')'
              WHEN 'TIME' THEN 'TIME(' || %1$s.datetime_precision || ')'
              WHEN 'TIME WITH TIME ZONE' THEN 'TIME(' || %1$s.datetime_precision || ') WITH TIME ZONE'
              WHEN 'TIMESTAMP' THEN 'TIMESTAMP(' || %1$s.datetime_precision || ')'
              WHEN 'TIMESTAMP WITH TIME ZONE' THEN 'TIMESTAMP(' || %1$s.datetime_precision || ') WITH TIME ZONE'
              WHEN 'INTERVAL' THEN 'INTERVAL ' || UPPER(%1$s.interval_type)
              ELSE UPPER(%1$s.data_type) END""";

    private static final String ARRAY_TYPE = "CASE WHEN UPPER(a.data_type) = 'ARRAY' THEN " + TYPE.formatted("e")
            + " || '%s' ELSE " + TYPE.formatted("a") + " END";

    /** A length or a precision; the rest of the names is compared. */
    private static final String BARE = "REGEXP_REPLACE(%s, '[(][^)]*[)]', '')";

    private static final String COLUMNS = """
            (SELECT JSON_ARRAYAGG(JSON_OBJECT(
                'name': a.column_name,
                'type': %s,
                'nullable': UPPER(a.is_nullable) = 'YES',
                'default': a.column_default,
                'identity': CASE UPPER(a.identity_generation) WHEN 'ALWAYS' THEN 'a' WHEN 'BY DEFAULT' THEN 'd' ELSE '' END,
                'computed': UPPER(a.is_generated) = 'ALWAYS',
                'comment': a.remarks,
                'base': 'text',
                'element': 'text',
                'dimensions': 0,
                'domain': false,
                'typed': COALESCE((SELECT MAX(CASE WHEN UPPER(%s) = UPPER(%s) THEN 1 ELSE 0 END) = 1
                                     FROM unnest(CAST($3 AS VARCHAR ARRAY), CAST($4 AS VARCHAR ARRAY), CAST($5 AS VARCHAR ARRAY))
                                       AS t(table_name, column_name, type_name)
                                    WHERE t.table_name = w.name AND t.column_name = a.column_name), TRUE))
                ORDER BY a.ordinal_position)
               FROM information_schema.columns AS a
               LEFT JOIN information_schema.element_types AS e
                 ON e.object_schema = a.table_schema AND e.object_name = a.table_name
                AND UPPER(e.object_type) = 'TABLE' AND e.collection_type_identifier = a.dtd_identifier
              WHERE a.table_schema = c.table_schema AND a.table_name = c.table_name)""".formatted(
            ARRAY_TYPE.formatted("[]"), BARE.formatted("t.type_name"), BARE.formatted(ARRAY_TYPE.formatted(" ARRAY")));

    private static final String TRIGGERS = """
            (SELECT JSON_ARRAYAGG(g.trigger_name ORDER BY g.trigger_name)
               FROM information_schema.triggers AS g
              WHERE g.event_object_schema = c.table_schema AND g.event_object_table = c.table_name
                AND UPPER(g.event_manipulation) LIKE '%INSERT%' AND UPPER(g.action_timing) <> 'AFTER')""";

    private static final String NAMES = """
            (SELECT JSON_ARRAYAGG(k.column_name ORDER BY k.%3$s)
               FROM information_schema.key_column_usage AS k
              WHERE k.constraint_schema = f.%1$s AND k.constraint_name = f.%2$s)""";

    private static final String FOREIGN_KEYS =
            """
            (SELECT JSON_ARRAYAGG(JSON_OBJECT(
                'name': f.constraint_name,
                'columns': %s,
                'table': (SELECT MAX(CASE WHEN r.table_schema = CURRENT_SCHEMA THEN '' ELSE r.table_schema || '.' END || r.table_name)
                            FROM information_schema.table_constraints AS r
                           WHERE r.constraint_schema = f.unique_constraint_schema AND r.constraint_name = f.unique_constraint_name),
                'references': (SELECT JSON_ARRAYAGG(q.column_name ORDER BY k.ordinal_position)
                                 FROM information_schema.key_column_usage AS k
                                 JOIN information_schema.key_column_usage AS q
                                   ON q.constraint_schema = f.unique_constraint_schema
                                  AND q.constraint_name = f.unique_constraint_name
                                  AND q.ordinal_position = k.position_in_unique_constraint
                                WHERE k.constraint_schema = f.constraint_schema AND k.constraint_name = f.constraint_name),
                'action': CASE UPPER(f.delete_rule) WHEN 'RESTRICT' THEN 'r' WHEN 'CASCADE' THEN 'c' WHEN 'SET NULL' THEN 'n'
                                             WHEN 'SET DEFAULT' THEN 'd' ELSE 'a' END) ORDER BY f.constraint_name)
               FROM information_schema.referential_constraints AS f
               JOIN information_schema.table_constraints AS o
                 ON o.constraint_schema = f.constraint_schema AND o.constraint_name = f.constraint_name
              WHERE o.table_schema = c.table_schema AND o.table_name = c.table_name)""".formatted(NAMES.formatted("constraint_schema", "constraint_name", "ordinal_position"));

    private static final String INDEXES = """
            (SELECT JSON_ARRAYAGG(JSON_OBJECT(
                'columns': (SELECT JSON_ARRAYAGG(x.column_name ORDER BY x.ordinal_position)
                              FROM information_schema.index_columns AS x
                             WHERE x.index_schema = i.index_schema AND x.index_name = i.index_name),
                'primary': UPPER(i.index_type_name) = 'PRIMARY KEY',
                'deferrable': false,
                'unique': UPPER(i.index_type_name) LIKE 'UNIQUE%'))
               FROM information_schema.indexes AS i
              WHERE i.table_schema = c.table_schema AND i.table_name = c.table_name)""";

    static final String TEXT = """
            SELECT COALESCE(CAST(JSON_ARRAYAGG(JSON_OBJECT(
                'name': w.name,
                'constrained': UPPER(c.table_type) NOT LIKE '%%VIEW%%',
                'columns': %s,
                'comment': c.remarks,
                'triggers': %s,
                'foreignKeys': %s,
                'indexes': %s) ORDER BY w.place) AS VARCHAR), '[]')
              FROM unnest(CAST($1 AS VARCHAR ARRAY), CAST($2 AS VARCHAR ARRAY)) WITH ORDINALITY AS w(name, quoted, place)
              %s""".formatted(COLUMNS, TRIGGERS, FOREIGN_KEYS, INDEXES, JOINED);

    static final String KINDS =
            kinds("unnest(CAST($1 AS VARCHAR ARRAY), CAST($2 AS VARCHAR ARRAY)) AS w(name, quoted)", JOINED);

    private InformationSchemaSql() {}

    /**
     * Returns the question which of the given names are those of tables, and which those of views.
     *
     * @param names the names, as {@code w}
     * @param joined joins their tables, as {@code c}
     */
    static String kinds(String names, String joined) {
        return """
                /* once for each table of the model */
                SELECT CASE WHEN UPPER(c.table_type) LIKE '%%VIEW%%' THEN 'v' ELSE 't' END || w.name
                  FROM %s
                %s""".formatted(names, joined);
    }
}
