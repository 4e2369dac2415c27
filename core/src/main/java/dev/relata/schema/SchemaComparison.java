package dev.relata.schema;

import dev.relata.schema.live.LiveTable;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spi.SchemaFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares the schema that a model expects with the one that is there. By structure: names of keys and indexes do not count,
 * and what the model does not know counts only where it breaks reads or writes. Immutable.
 */
public final class SchemaComparison {

    private final ExpectedSchema expected;
    private final ColumnTypeNames types;

    /**
     * Makes a comparison.
     *
     * @param expected what the model expects
     * @param types what the store calls types
     */
    public SchemaComparison(ExpectedSchema expected, ColumnTypeNames types) {
        this.expected = expected;
        this.types = types;
    }

    /**
     * Compares.
     *
     * @param live the tables of the model that are there, in any order
     * @return every difference, in the order of the model's tables; empty where they agree
     */
    public List<SchemaDifference> with(List<LiveTable> live) {
        Map<String, LiveTable> byName = live.stream().collect(Collectors.toMap(LiveTable::name, Function.identity()));
        List<SchemaDifference> differences = new ArrayList<>();
        Set<String> views = live.stream()
                .filter(table -> !table.constrained())
                .map(LiveTable::name)
                .collect(Collectors.toSet());
        for (ExpectedTable table : expected.tables()) {
            LiveTable there = byName.get(table.name());
            if (there == null) {
                differences.add(missing(table));
            } else {
                new ColumnComparison(table, there, types, differences).run();
                new KeyComparison(table, there, views, differences).run();
            }
        }
        return List.copyOf(differences);
    }

    /**
     * Finds what is missing.
     *
     * @param live the tables of the model that are there, in any order
     * @param filter what is left as it is
     * @return the tables that are missing; of the others those that lack something, with the columns, keys and indexes that they
     *     lack
     */
    public ExpectedSchema missing(List<LiveTable> live, SchemaFilter filter) {
        Map<String, LiveTable> byName = live.stream().collect(Collectors.toMap(LiveTable::name, Function.identity()));
        List<SchemaDifference> differences = with(live).stream()
                .filter(difference -> !filter.excludes(difference))
                .toList();
        return new ExpectedSchema(expected.tables().stream()
                .map(table -> new MissingParts(table, byName, differences).part())
                .flatMap(Optional::stream)
                .toList());
    }

    private static SchemaDifference missing(ExpectedTable table) {
        return new SchemaDifference(
                Kind.MISSING_TABLE,
                table.name(),
                "",
                table.name() + ": the table is missing, where "
                        + (table.junction() ? "links" : "the rows of " + table.entity())
                        + " belong: create it, or name the table that holds them, "
                        + (table.junction() ? "with junction(…)" : "`@Table(\"…\")`"));
    }
}
