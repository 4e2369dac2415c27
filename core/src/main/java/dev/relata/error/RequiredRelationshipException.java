package dev.relata.error;

/** A required relationship has no key, or was asked to lose it; nothing was sent. */
public class RequiredRelationshipException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public RequiredRelationshipException(String message) {
        super(message);
    }
}
