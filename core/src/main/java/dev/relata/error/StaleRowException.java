package dev.relata.error;

/** A row has been changed since it was read, as its version says; nothing was written. */
public class StaleRowException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public StaleRowException(String message) {
        super(message);
    }
}
