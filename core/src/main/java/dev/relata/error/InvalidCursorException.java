package dev.relata.error;

/** A page cursor is of another query, was changed, or was cut. */
public class InvalidCursorException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public InvalidCursorException(String message) {
        super(message);
    }
}
