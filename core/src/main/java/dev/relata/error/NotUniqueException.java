package dev.relata.error;

/** One row was promised and more than one exists, or a second one would come to exist. */
public class NotUniqueException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public NotUniqueException(String message) {
        super(message);
    }
}
