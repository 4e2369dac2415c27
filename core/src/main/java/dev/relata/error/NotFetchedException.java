package dev.relata.error;

/** A graph was asked for something that its plan did not fetch; the message names the call that would. */
public class NotFetchedException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public NotFetchedException(String message) {
        super(message);
    }
}
