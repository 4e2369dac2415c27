package dev.relata.error;

/** A request that the relationship or the selection does not allow; nothing was sent. */
public class RefusedException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public RefusedException(String message) {
        super(message);
    }
}
