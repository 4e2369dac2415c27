package dev.relata.internal.session;

/**
 * What work needs of the session that it runs on. In a transaction of the reactive context everything runs on that one; what
 * differs is where the work runs outside any.
 */
public enum Access {
    /** Writes, and reads that a write depends on, which must see the newest rows: the direct session. */
    WRITE,

    /** Reads: the shared transaction of the batch scope while it is open, else where the store reads outside any transaction. */
    READ,

    /** A stream: the shared transaction of the batch scope, begun if need be; outside a scope as {@link #READ}. */
    STREAM,

    /**
     * Reads that see one moment and may run beside a stream of theirs: the shared transaction of the batch scope, begun if
     * need be; outside a scope a read-only transaction of their own.
     */
    SNAPSHOT
}
