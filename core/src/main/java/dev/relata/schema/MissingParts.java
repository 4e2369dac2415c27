package dev.relata.schema;

import dev.relata.schema.live.LiveTable;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is missing of one table: all of it, or the columns, keys and indexes that it lacks. */
record MissingParts(ExpectedTable expected, Map<String, LiveTable> live, List<SchemaDifference> differences) {

    Optional<ExpectedTable> part() {
        LiveTable there = live.get(expected.name());
        if (there == null) {
            return lacks(Kind.MISSING_TABLE, "") && !expected.readOnly() ? Optional.of(whole()) : Optional.empty();
        }
        ExpectedTable part = new ExpectedTable(
                expected.name(),
                expected.entity(),
                expected.columns().stream()
                        .filter(column -> lacks(Kind.MISSING_COLUMN, column.name()))
                        .toList(),
                there.primaryKey().isEmpty() && lacks(Kind.PRIMARY_KEY, expected.primaryKey())
                        ? expected.primaryKey()
                        : List.of(),
                expected.uniqueKeys().stream()
                        .filter(key -> !ColumnLists.contains(there.keys(), key) && lacks(Kind.UNIQUE_KEY, key))
                        .toList(),
                expected.foreignKeys().stream()
                        .filter(key -> lacks(Kind.FOREIGN_KEY, key.columns()))
                        .toList(),
                expected.indexes().stream()
                        .filter(index -> lacks(Kind.INDEX, index.columns()))
                        .toList(),
                expected.readOnly(),
                expected.distribution());
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }

    /** No constraint can refer to a view. */
    private ExpectedTable whole() {
        return new ExpectedTable(
                expected.name(),
                expected.entity(),
                expected.columns(),
                expected.primaryKey(),
                expected.uniqueKeys(),
                expected.foreignKeys().stream()
                        .filter(key -> Optional.ofNullable(live.get(key.table()))
                                .map(LiveTable::constrained)
                                .orElse(true))
                        .toList(),
                expected.indexes(),
                expected.readOnly(),
                expected.distribution());
    }

    private boolean lacks(Kind kind, List<String> columns) {
        return lacks(kind, ColumnLists.words(columns));
    }

    private boolean lacks(Kind kind, String subject) {
        return differences.stream()
                .anyMatch(difference -> difference.kind() == kind
                        && difference.table().equals(expected.name())
                        && difference.subject().equals(subject));
    }
}
