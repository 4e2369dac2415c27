package dev.relata.r2dbc.internal.schema;

import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.dialect.Identifiers;
import dev.relata.r2dbc.internal.dialect.SchemaForms;
import dev.relata.schema.ExpectedColumn;
import dev.relata.schema.ExpectedSchema;
import dev.relata.schema.ExpectedTable;
import dev.relata.schema.live.LiveColumn;
import dev.relata.schema.live.LiveColumn.Generation;
import dev.relata.schema.live.LiveEnum;
import dev.relata.schema.live.LiveForeignKey;
import dev.relata.schema.live.LiveJavaType;
import dev.relata.schema.live.LiveTable;
import dev.relata.schema.live.ReferentialAction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Queries PostgreSQL's catalogue for the tables of a model, in one statement that returns one text, and reads that. Tables are
 * found as the statements of the store find them, by the connection's search path. Immutable.
 */
public final class Catalogue {

    /** The query for all tables of a database, whether a model knows them or not; returns the name of each. */
    public static final String TABLES = CatalogueSql.TABLES;

    private static final Map<String, ReferentialAction> ACTIONS = Map.of(
            "a", ReferentialAction.NO_ACTION,
            "r", ReferentialAction.RESTRICT,
            "c", ReferentialAction.CASCADE,
            "n", ReferentialAction.SET_NULL,
            "d", ReferentialAction.SET_DEFAULT);

    private final Dialect dialect;
    private final ExpectedSchema schema;

    /**
     * Creates a catalogue for a schema.
     *
     * @param dialect the database
     * @param schema the schema of the model
     */
    public Catalogue(Dialect dialect, ExpectedSchema schema) {
        this.dialect = dialect;
        this.schema = schema;
    }

    /** Returns the query; its five parameters are {@link #parameters()}. */
    public static String sql(Dialect dialect) {
        return switch (dialect.catalogue()) {
            case POSTGRESQL -> CatalogueSql.TEXT;
            case INFORMATION_SCHEMA -> InformationSchemaSql.TEXT;
            case JSON_INFORMATION_SCHEMA -> JsonInformationSchemaSql.TEXT;
        };
    }

    /**
     * Returns the query that finds out which tables are views, or foreign tables, which keep their rows elsewhere too: it returns the name of
     * each table that is there behind a {@code v} or a {@code t}. Its two parameters are {@link #names}.
     */
    public static String kinds(Dialect dialect) {
        return switch (dialect.catalogue()) {
            case POSTGRESQL -> CatalogueSql.KINDS;
            case INFORMATION_SCHEMA -> InformationSchemaSql.KINDS;
            case JSON_INFORMATION_SCHEMA -> JsonInformationSchemaSql.KINDS;
        };
    }

    /** Returns parameters as the driver takes them. */
    public static List<Object> bound(Dialect dialect, List<String[]> parameters) {
        return dialect.sendsJson()
                ? parameters.stream()
                        .<Object>map(texts -> JsonMapper.shared().writeValueAsString(texts))
                        .toList()
                : List.copyOf(parameters);
    }

    /**
     * Returns the parameters of {@link #kinds}.
     *
     * @param tables the names of tables of the model
     * @return texts: tables, tables quoted
     */
    public static List<String[]> names(List<String> tables) {
        return List.of(
                tables.toArray(String[]::new),
                tables.stream().map(Identifiers::table).toArray(String[]::new));
    }

    /**
     * Returns the parameters of {@link #sql}.
     *
     * @return texts: tables, tables quoted; of each column the table, the name, the type
     */
    public List<String[]> parameters() {
        List<String> owners = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (ExpectedTable table : schema.tables()) {
            for (ExpectedColumn column : table.columns()) {
                owners.add(table.name());
                columns.add(column.name());
                types.add(DdlTypeNames.of(dialect, column.attribute()).replaceFirst("(?i)\\s+collate\\s.*$", ""));
            }
        }
        return Stream.concat(
                        names(schema.tables().stream().map(ExpectedTable::name).toList()).stream(),
                        Stream.of(owners, columns, types).map(texts -> texts.toArray(String[]::new)))
                .toList();
    }

    /**
     * Returns the parameters of {@link #sql} for tables that no model expects.
     *
     * @param tables the names of the tables
     * @return texts: tables, tables quoted, and no column
     */
    public static List<String[]> parameters(List<String> tables) {
        return Stream.concat(
                        names(tables).stream(),
                        Stream.generate(() -> new String[0]).limit(3))
                .toList();
    }

    /**
     * Reads the answer.
     *
     * @param forms how the database writes types and defaults
     * @param json the text that the statement has answered
     * @return the tables that exist
     */
    public static LiveSchema read(SchemaForms forms, String json) {
        List<LiveTable> tables = new ArrayList<>();
        Set<String> otherTypes = new HashSet<>();
        for (JsonNode table : JsonMapper.shared().readTree(json)) {
            tables.add(table(table));
            for (JsonNode column : table.path("columns")) {
                if (!column.path("typed").asBoolean()) {
                    otherTypes.add(text(table, "name") + "." + text(column, "name"));
                }
            }
        }
        return new LiveSchema(forms, tables, otherTypes);
    }

    private static LiveTable table(JsonNode table) {
        List<String> primaryKey = new ArrayList<>();
        List<List<String>> unique = new ArrayList<>();
        List<List<String>> indexes = new ArrayList<>();
        List<List<String>> deferrable = new ArrayList<>();
        for (JsonNode index : table.path("indexes")) {
            List<String> columns = leading(index.path("columns"));
            boolean whole = columns.size() == index.path("columns").size();
            indexes.add(columns);
            if (index.path("deferrable").asBoolean()) {
                deferrable.add(columns);
            }
            if (index.path("primary").asBoolean()) {
                primaryKey.addAll(columns);
            } else if (index.path("unique").asBoolean() && whole) {
                unique.add(columns);
            }
        }
        List<LiveColumn> columns = new ArrayList<>();
        table.path("columns").forEach(column -> columns.add(column(column)));
        List<LiveForeignKey> foreignKeys = new ArrayList<>();
        table.path("foreignKeys").forEach(key -> foreignKeys.add(foreignKey(key)));
        return new LiveTable(
                text(table, "name"),
                table.path("constrained").asBoolean(),
                columns,
                primaryKey,
                unique,
                foreignKeys,
                indexes,
                deferrable,
                leading(table.path("triggers")),
                optional(table, "comment"));
    }

    /** The columns up to the first expression. */
    private static List<String> leading(JsonNode columns) {
        List<String> names = new ArrayList<>();
        for (JsonNode column : columns) {
            if (column.isNull()) {
                break;
            }
            names.add(column.asString());
        }
        return names;
    }

    private static LiveColumn column(JsonNode column) {
        return new LiveColumn(
                text(column, "name"),
                text(column, "type"),
                column.path("nullable").asBoolean(),
                optional(column, "default"),
                generation(column),
                value(column),
                optional(column, "comment"));
    }

    private static Generation generation(JsonNode column) {
        if (column.path("computed").asBoolean()) {
            return Generation.COMPUTED;
        }
        return switch (text(column, "identity")) {
            case "a" -> Generation.ALWAYS_NUMBERED;
            case "d" -> Generation.NUMBERED;
            default -> Generation.NONE;
        };
    }

    private static LiveJavaType value(JsonNode column) {
        String enumeration = optional(column, "enum");
        return JavaTypeMapping.of(
                text(column, "element"),
                text(column, "base"),
                column.path("dimensions").asInt(),
                column.path("domain").asBoolean(),
                enumeration == null ? null : new LiveEnum(enumeration, leading(column.path("labels"))));
    }

    private static LiveForeignKey foreignKey(JsonNode key) {
        return new LiveForeignKey(
                text(key, "name"),
                leading(key.path("columns")),
                text(key, "table"),
                leading(key.path("references")),
                ACTIONS.getOrDefault(text(key, "action"), ReferentialAction.NO_ACTION),
                leading(key.path("cleared")));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString();
    }

    private static @Nullable String optional(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : null;
    }
}
