package dev.relata.schema;

import dev.relata.metamodel.Distribution;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table that the model expects. Immutable.
 *
 * @param name the name, unquoted; a dot parts the schema from it
 * @param entity the type whose rows it holds, such as {@code Book}, or the junction's own name
 * @param columns the columns, in the order of the record's components
 * @param primaryKey the columns of the id
 * @param uniqueKeys the unique keys besides it: of {@code @Unique} and of one-to-ones
 * @param foreignKeys the keys that refer to unique keys of tables of the model
 * @param indexes an index for each key of a relationship that no other key or index begins with
 * @param readOnly whether its rows are only read: it is not created, and has no keys of the model's own
 * @param distribution where a cluster keeps the rows
 */
public record ExpectedTable(
        String name,
        String entity,
        List<ExpectedColumn> columns,
        List<String> primaryKey,
        List<List<String>> uniqueKeys,
        List<ExpectedForeignKey> foreignKeys,
        List<ExpectedIndex> indexes,
        boolean readOnly,
        Distribution distribution) {

    /** Copies the lists. */
    public ExpectedTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        uniqueKeys = uniqueKeys.stream().map(List::copyOf).toList();
        foreignKeys = List.copyOf(foreignKeys);
        indexes = List.copyOf(indexes);
    }

    /**
     * Finds a column.
     *
     * @param column its name
     * @return the column, empty where the model has none of that name
     */
    public Optional<ExpectedColumn> column(String column) {
        return columns.stream()
                .filter(candidate -> candidate.name().equals(column))
                .findFirst();
    }

    /** Returns whether nothing is expected. */
    boolean isEmpty() {
        return columns.isEmpty()
                && primaryKey.isEmpty()
                && uniqueKeys.isEmpty()
                && foreignKeys.isEmpty()
                && indexes.isEmpty();
    }

    /** Whether it holds links that have no record. */
    boolean junction() {
        return entity.equals(name);
    }

    /** Returns the unique keys and the primary key. */
    List<List<String>> keys() {
        return Stream.concat(uniqueKeys.stream(), Stream.of(primaryKey)).toList();
    }
}
