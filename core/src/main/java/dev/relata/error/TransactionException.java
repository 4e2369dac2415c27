package dev.relata.error;

/** A transaction was used in a way that cannot work, for example an inner one that waits for an outer sibling. */
public class TransactionException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public TransactionException(String message) {
        super(message);
    }
}
