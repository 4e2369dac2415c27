package dev.relata.schema.live;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table as it is in the store. Immutable.
 *
 * @param name its name as a model gives it, unquoted; a dot parts the schema from it
 * @param constrained whether it can have keys and indexes; a view has none of its own
 * @param columns its columns
 * @param primaryKey the columns of its primary key, empty where it has none
 * @param uniqueKeys the columns of its other unique keys and unique indexes, those for some rows only left out
 * @param foreignKeys its foreign keys
 * @param indexes the columns of its indexes, unique ones included, those for some rows only left out
 * @param deferrableKeys the columns of those of its keys that may be checked when a transaction ends
 * @param insertTriggers the triggers and rules that see a row before it is inserted, and may fill what it leaves out
 * @param comment what the store has as its description, or null
 */
public record LiveTable(
        String name,
        boolean constrained,
        List<LiveColumn> columns,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        List<LiveForeignKey> foreignKeys,
        List<List<String>> indexes,
        List<List<String>> deferrableKeys,
        List<String> insertTriggers,
        @Nullable String comment) {

    /** Copies the lists. */
    public LiveTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
        foreignKeys = List.copyOf(foreignKeys);
        indexes = indexes.stream().map(List::copyOf).toList();
        deferrableKeys = deferrableKeys.stream().map(List::copyOf).toList();
        insertTriggers = List.copyOf(insertTriggers);
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

    /**
     * Returns the unique keys and the primary key.
     *
     * @return the columns of each, the primary key last
     */
    public List<List<String>> keys() {
        return Stream.concat(uniqueKeys.stream(), Stream.of(primaryKey).filter(key -> !key.isEmpty()))
                .toList();
    }
}
