package dev.relata.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table of the model as it is in the store. Immutable.
 *
 * @param name its name in the model
 * @param constrained whether it can have keys and indexes; a view has none of its own
 * @param columns its columns
 * @param primaryKey the columns of its primary key, empty where it has none
 * @param uniqueKeys the columns of its other unique keys and unique indexes, those for some rows only left out
 * @param foreignKeys its foreign keys
 * @param indexes the columns of its indexes, unique ones included, those for some rows only left out
 * @param deferrableKeys the columns of those of its keys that may be checked when a transaction ends
 */
public record LiveTable(
        String name,
        boolean constrained,
        List<LiveColumn> columns,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        List<LiveForeignKey> foreignKeys,
        List<List<String>> indexes,
        List<List<String>> deferrableKeys) {

    /** Copies the lists. */
    public LiveTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
        foreignKeys = List.copyOf(foreignKeys);
        indexes = indexes.stream().map(List::copyOf).toList();
        deferrableKeys = deferrableKeys.stream().map(List::copyOf).toList();
    }

    /**
     * Finds a column.
     *
     * @param column its name
     * @return the column, empty where there is none
     */
    public Optional<LiveColumn> column(String column) {
        return columns.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst();
    }

    /** Returns the unique keys and the primary key. */
    List<List<String>> keys() {
        return Stream.concat(uniqueKeys.stream(), Stream.of(primaryKey)).toList();
    }
}
