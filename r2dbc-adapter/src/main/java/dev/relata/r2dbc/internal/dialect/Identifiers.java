package dev.relata.r2dbc.internal.dialect;

import java.util.List;
import java.util.stream.Collectors;

/** Names of tables and columns, quoted, so that none is taken for a keyword or changed in case. Stateless. */
public final class Identifiers {

    private Identifiers() {}

    /** Quotes a name as one identifier. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Quotes the name of a table; a dot separates its schema. */
    public static String table(String name) {
        String schema = schema(name);
        return schema.isEmpty() ? quote(name) : quote(schema) + "." + quote(unqualified(name));
    }

    /** Returns the schema of a table, empty if it is that of the connection. */
    public static String schema(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }

    /** Returns the name of a table without its schema. */
    public static String unqualified(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    /** Quotes the names of columns, separated by commas. */
    public static String columns(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }
}
