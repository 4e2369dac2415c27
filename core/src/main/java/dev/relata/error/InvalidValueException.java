package dev.relata.error;

/** A value cannot be stored, read or compared as its property asks; signalled before any I/O where the value is given. */
public class InvalidValueException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public InvalidValueException(String message) {
        super(message);
    }
}
