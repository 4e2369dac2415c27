package dev.relata.error;

import org.jspecify.annotations.Nullable;

/** The store refused or failed a statement; says with which SQLSTATE (or code) and whether a retry may help. */
public class StoreException extends RelataException {

    private static final long serialVersionUID = 1L;

    /** The store's own code of the failure, for PostgreSQL the SQLSTATE; null where there is none. */
    private final @Nullable String sqlState;

    private final boolean retryable;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where (the relationship or type), and what to do
     * @param sqlState the store's code, or null
     * @param retryable whether the same work may succeed when it is done again from its beginning
     * @param cause the driver's error, or null
     */
    public StoreException(String message, @Nullable String sqlState, boolean retryable, @Nullable Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
        this.retryable = retryable;
    }

    /**
     * Answers the store's code of the failure.
     *
     * @return the SQLSTATE for PostgreSQL, or null where the store gave none
     */
    public final @Nullable String sqlState() {
        return sqlState;
    }

    /**
     * Tells whether the same work may succeed when it is done again from its beginning.
     *
     * @return true for serialization failures, deadlocks and lost connections
     */
    public final boolean retryable() {
        return retryable;
    }
}
