package dev.relata.error;

import org.jspecify.annotations.Nullable;

/** The store refused or failed a request; says why, with which code of its own, and whether a retry may help. */
public class StoreException extends RelataException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** The store's own code of the failure; null where there is none. */
    private final @Nullable String code;

    private final boolean retryable;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where (the relationship or type), and what to do
     * @param reason why, the same for every store
     * @param code the store's own code, or null
     * @param retryable whether the same work may succeed when it is done again from its beginning
     * @param cause the driver's error, or null
     */
    public StoreException(
            String message, Reason reason, @Nullable String code, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.code = code;
        this.retryable = retryable;
    }

    /**
     * Returns why the request failed.
     *
     * @return the reason, the same for every store
     */
    public final Reason reason() {
        return reason;
    }

    /**
     * Returns the store's own code of the failure.
     *
     * @return the SQLSTATE of PostgreSQL, the number of MongoDB's error, or null where the store gave none
     */
    public final @Nullable String code() {
        return code;
    }

    /**
     * Tells whether the same work may succeed when it is done again from its beginning.
     *
     * @return true for serialization failures, deadlocks, conflicts on a replica and lost connections
     */
    public final boolean retryable() {
        return retryable;
    }
}
