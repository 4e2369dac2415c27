package dev.relata.r2dbc.internal.schema;

import java.util.List;
import java.util.stream.Collectors;

/** Names of tables and columns, quoted, so that none is taken for a keyword or changed in case. */
final class Identifiers {

    private Identifiers() {}

    static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** A dot parts the schema from the table. */
    static String table(String name) {
        int dot = name.indexOf('.');
        return dot < 0 ? quote(name) : quote(schema(name)) + "." + quote(unqualified(name));
    }

    /** The schema of a table, empty where it is that of the connection. */
    static String schema(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }

    static String unqualified(String name) {
        return name.substring(name.indexOf('.') + 1);
    }

    static String columns(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }
}
