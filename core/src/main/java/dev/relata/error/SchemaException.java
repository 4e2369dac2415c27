package dev.relata.error;

import java.util.List;

/** A store whose tables are not those of the model; carries every difference that was found. */
public class SchemaException extends RelataException {

    private static final long serialVersionUID = 1L;

    /** Every difference, each saying what, where and what to do; a copy, never empty. */
    @SuppressWarnings("serial") // List.copyOf answers a serializable list
    private final List<String> differences;

    /**
     * Makes the error.
     *
     * @param differences what differs, at least one
     */
    public SchemaException(List<String> differences) {
        super(differences.size() + (differences.size() == 1 ? " difference" : " differences")
                + " between the model and the store:\n  - " + String.join("\n  - ", differences));
        this.differences = List.copyOf(differences);
    }

    /**
     * Answers every difference found.
     *
     * @return the differences, table by table
     */
    public final List<String> differences() {
        return differences;
    }
}
