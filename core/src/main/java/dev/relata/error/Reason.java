package dev.relata.error;

/** Why a store failed a request, the same for every store; {@link StoreException#code} has the store's own word for it. */
public enum Reason {
    /** A row with the same unique key is there already. */
    UNIQUE,
    /** A row refers to one that is not there, or is referred to by one that is. */
    FOREIGN_KEY,
    /** A value is missing that may not be. */
    NOT_NULL,
    /** A condition on rows does not hold, such as a CHECK or an exclusion. */
    CHECK,
    /** A value is longer, larger or more precise than its column takes. */
    TOO_LARGE,
    /** What the transaction has read was changed meanwhile; it is undone and can be run again. */
    SERIALIZATION,
    /** Transactions wait for one another; this one is undone and can be run again. */
    DEADLOCK,
    /**
     * A replica has ended the read, because a change that it has to take over removes what the read may still need; the read can be
     * run again.
     */
    REPLICA_CONFLICT,
    /** The time that a statement, or the wait for a lock, is allowed to take has passed. */
    TIMEOUT,
    /** The transaction, or the server, only reads. */
    READ_ONLY,
    /** The store cannot be reached, or the connection was lost. */
    UNAVAILABLE,
    /** Whether the transaction was committed is not known. */
    COMMIT_UNKNOWN,
    /** Anything else. */
    OTHER
}
