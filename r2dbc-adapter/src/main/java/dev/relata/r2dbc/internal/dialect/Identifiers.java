package dev.relata.r2dbc.internal.dialect;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Names of tables and columns, quoted, so that none is taken for a keyword or changed in case. Stateless. */
public final class Identifiers {

    /** In bytes of UTF-8. PostgreSQL cuts a longer name off, in silence, so that two names may become one. */
    private static final int LONGEST = 63;

    private Identifiers() {}

    /**
     * Refuses a name that PostgreSQL would change or not take.
     *
     * @param name the name, without a schema
     * @throws IllegalArgumentException if it is too long, or has a NUL character
     */
    public static void check(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LONGEST) {
            throw new IllegalArgumentException("the name " + name + " has " + bytes
                    + " bytes in UTF-8, of which PostgreSQL" + " keeps " + LONGEST + ": give a shorter one");
        }
        if (name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the name has a NUL character, which PostgreSQL does not take: give another");
        }
    }

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
