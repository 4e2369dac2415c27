package dev.relata.schema.live;

import java.util.List;

/**
 * A foreign key that is there. Immutable.
 *
 * @param name the constraint's name
 * @param columns the columns that refer
 * @param table the table referred to, by its name as a model gives it
 * @param references the columns referred to, in the order of {@code columns}
 * @param action what it does on a delete
 * @param cleared the columns that it clears or sets to their default; empty for all of them
 */
public record LiveForeignKey(
        String name,
        List<String> columns,
        String table,
        List<String> references,
        ReferentialAction action,
        List<String> cleared) {

    /** Copies the lists. */
    public LiveForeignKey {
        columns = List.copyOf(columns);
        references = List.copyOf(references);
        cleared = List.copyOf(cleared);
    }
}
