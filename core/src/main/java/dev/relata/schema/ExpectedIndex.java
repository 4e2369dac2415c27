package dev.relata.schema;

import java.util.List;

/**
 * An index that the model expects, since without it related rows are found by reading the whole table. Immutable.
 *
 * @param relationship the relationship that it is for, such as {@code Book.AUTHOR}
 * @param columns the columns, in their order
 */
public record ExpectedIndex(String relationship, List<String> columns) {

    /** Copies the list. */
    public ExpectedIndex {
        columns = List.copyOf(columns);
    }
}
