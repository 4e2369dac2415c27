package dev.relata.r2dbc.internal.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.relata.r2dbc.internal.dialect.Identifiers;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Names of constraints and indexes as PostgreSQL itself would choose them, {@code books_author_id_fkey}: the same for the same
 * model, no longer than it takes, and no two alike in one schema. For one rendering.
 */
final class ConstraintNames {

    private static final int LONGEST = 63;

    private final Set<String> taken = new HashSet<>();

    String primaryKey(String table) {
        return name(table, List.of(), "pkey");
    }

    String uniqueKey(String table, List<String> columns) {
        return name(table, columns, "key");
    }

    String foreignKey(String table, List<String> columns) {
        return name(table, columns, "fkey");
    }

    String index(String table, List<String> columns) {
        return name(table, columns, "idx");
    }

    private String name(String table, List<String> columns, String suffix) {
        String schema = Identifiers.schema(table);
        String stem = Identifiers.unqualified(table)
                + columns.stream().map(column -> "_" + column).reduce("", String::concat);
        String name = fitting(stem, "_" + suffix);
        for (int number = 1; !taken.add(schema + "." + name); number++) {
            name = fitting(stem, "_" + suffix + number);
        }
        return name;
    }

    /** Replaces the cut part of a long name by its hash, so that two long names differ whatever their order. */
    private static String fitting(String stem, String ending) {
        if (bytes(stem + ending) <= LONGEST) {
            return stem + ending;
        }
        String tail = "_" + String.format("%08x", stem.hashCode()) + ending;
        String head = stem;
        while (bytes(head + tail) > LONGEST) {
            head = head.substring(0, head.offsetByCodePoints(head.length(), -1));
        }
        return head + tail;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
