package dev.relata.error;

/** A row that was to be changed is gone; nothing was written. */
public class RowNotFoundException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public RowNotFoundException(String message) {
        super(message);
    }
}
