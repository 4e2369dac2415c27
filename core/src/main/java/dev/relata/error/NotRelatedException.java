package dev.relata.error;

/** A row was named as related to an owner and is not; nothing was written. */
public class NotRelatedException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public NotRelatedException(String message) {
        super(message);
    }
}
