package dev.relata.error;

import java.util.List;

/** A model that does not hold together; carries every error that was found, not only the first. */
public class ModelException extends RelataException {

    private static final long serialVersionUID = 1L;

    /** Every error, each saying what, where and what to do; a copy, never empty. */
    @SuppressWarnings("serial") // List.copyOf answers a serializable list
    private final List<String> errors;

    /**
     * Makes the error.
     *
     * @param errors what is wrong, at least one
     */
    public ModelException(List<String> errors) {
        super(errors.size() + (errors.size() == 1 ? " error" : " errors") + " in the model:\n  - "
                + String.join("\n  - ", errors));
        this.errors = List.copyOf(errors);
    }

    /**
     * Answers every error found.
     *
     * @return the errors in the order in which they were found
     */
    public final List<String> errors() {
        return errors;
    }
}
