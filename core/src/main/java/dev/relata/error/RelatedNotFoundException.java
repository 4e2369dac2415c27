package dev.relata.error;

/** A required related row, or a row named by its id, does not exist. */
public class RelatedNotFoundException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public RelatedNotFoundException(String message) {
        super(message);
    }
}
