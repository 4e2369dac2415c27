package dev.relata.error;

import org.jspecify.annotations.Nullable;

/** The store could not be reached, or the connection broke before COMMIT was sent: nothing of the transaction remains. */
public class StoreUnavailableException extends StoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error; it is retryable.
     *
     * @param message what happened, where, and what to do
     * @param code the store's own code, or null
     * @param cause the driver's error, or null
     */
    public StoreUnavailableException(String message, @Nullable String code, @Nullable Throwable cause) {
        super(message, Reason.UNAVAILABLE, code, true, cause);
    }
}
