package dev.relata.schema;

import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
                if (there.constrained() && !table.readOnly()) {
                    new KeyComparison(table, there, views, differences).run();
                }
            }
        }
        return List.copyOf(differences);
    }

    private static SchemaDifference missing(ExpectedTable table) {
        return new SchemaDifference(
                Kind.MISSING_TABLE,
                table.name(),
                "",
                table.name() + ": the table is missing, where "
                        + (table.junction() ? "links" : "the rows of " + table.entity())
                        + " belong: create it, or give the model another name for it");
    }
}
