package dev.relata.error;

/** A lookup that costs a statement of its own where none was planned: N+1, or anything under a strict selection. */
public class UnplannedLookupException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public UnplannedLookupException(String message) {
        super(message);
    }
}
