package dev.relata.schema;

import dev.relata.model.OnDelete;
import dev.relata.schema.live.ReferentialAction;
import java.util.List;

/**
 * A key that refers to rows of a unique key, as the model expects it. Immutable.
 *
 * @param relationship the relationship that it is for, such as {@code Book.AUTHOR}
 * @param columns the columns that refer
 * @param table the table referred to
 * @param references the columns referred to, in the order of {@code columns}
 * @param onDelete what the relationship says
 * @param cleared the columns that SET_NULL clears; empty for all of them
 */
public record ExpectedForeignKey(
        String relationship,
        List<String> columns,
        String table,
        List<String> references,
        OnDelete onDelete,
        List<String> cleared) {

    /** Copies the lists. */
    public ExpectedForeignKey {
        columns = List.copyOf(columns);
        references = List.copyOf(references);
        cleared = List.copyOf(cleared);
    }

    /**
     * Answers what the store has to do.
     *
     * @return the action
     */
    public ReferentialAction action() {
        return ReferentialAction.of(onDelete);
    }

    /**
     * Answers the words for a message.
     *
     * @return the referring columns and the key they refer to
     */
    public String words() {
        return "(" + String.join(", ", columns) + ") to " + table + "(" + String.join(", ", references) + ")";
    }
}
