package dev.relata.error;

import org.jspecify.annotations.Nullable;

/**
 * The connection broke while COMMIT, or a write that commits by itself, was under way: the transaction is either whole or not there, and
 * only the data can tell.
 */
public class CommitUnknownException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error; it is not retryable.
     *
     * @param message what happened, where, and what to do
     * @param code the store's own code, or null
     * @param cause the driver's error, or null
     */
    public CommitUnknownException(String message, @Nullable String code, @Nullable Throwable cause) {
        super(message, Reason.COMMIT_UNKNOWN, code, false, cause);
    }
}
