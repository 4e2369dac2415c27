package dev.relata.spi;

import dev.relata.spi.SchemaDifference.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is left out when a schema is compared or described. Immutable.
 *
 * @param kinds the kinds of difference that are left out
 * @param tables the tables that are left out: names as a model gives them, in which {@code *} stands for any characters
 */
public record SchemaFilter(Set<Kind> kinds, List<String> tables) {

    /** Leaves nothing out. */
    public static final SchemaFilter NONE = new SchemaFilter(Set.of(), List.of());

    /** Copies both. */
    public SchemaFilter {
        kinds = Set.copyOf(kinds);
        tables = List.copyOf(tables);
    }

    /**
     * Leaves out further kinds of difference.
     *
     * @param more the kinds
     * @return a changed copy
     */
    public SchemaFilter without(Set<Kind> more) {
        Set<Kind> all = new HashSet<>(kinds);
        all.addAll(more);
        return new SchemaFilter(all, tables);
    }

    /**
     * Leaves out further tables.
     *
     * @param pattern a name as a model gives it, in which {@code *} stands for any characters
     * @return a changed copy
     */
    public SchemaFilter withoutTables(String pattern) {
        List<String> all = new ArrayList<>(tables);
        all.add(pattern);
        return new SchemaFilter(kinds, all);
    }

    /**
     * Returns whether a difference is left out.
     *
     * @param difference the difference
     * @return true if its kind or its table is
     */
    public boolean excludes(SchemaDifference difference) {
        return kinds.contains(difference.kind()) || excludesTable(difference.table());
    }

    /**
     * Returns whether a table is left out.
     *
     * @param table its name as a model gives it
     * @return true if one of the patterns fits the whole name
     */
    public boolean excludesTable(String table) {
        return tables.stream().anyMatch(pattern -> fits(pattern, table));
    }

    private static boolean fits(String pattern, String table) {
        String literal = "\\Q" + pattern.replace("\\E", "\\E\\\\E\\Q").replace("*", "\\E.*\\Q") + "\\E";
        return Pattern.compile(literal, Pattern.DOTALL).matcher(table).matches();
    }
}
