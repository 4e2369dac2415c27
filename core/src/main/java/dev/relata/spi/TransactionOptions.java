package dev.relata.spi;

import org.jspecify.annotations.Nullable;

/**
 * How a transaction runs: isolation, read-only, and how often it is tried again. Immutable.
 *
 * @param isolation the isolation, or null for the store's default
 * @param readOnly whether writes are refused by the store; an inner transaction can be only where the outermost is
 * @param retries how many more times the whole transaction is tried after a serialization failure or a deadlock
 *     (PostgreSQL's 40001 and 40P01); 0 by default
 */
public record TransactionOptions(@Nullable Isolation isolation, boolean readOnly, int retries) {

    /** Checks the number of retries. */
    public TransactionOptions {
        if (retries < 0) {
            throw new IllegalArgumentException("retries must be 0 or more, was " + retries);
        }
    }

    /**
     * The store's own isolation, reading and writing, no retries.
     *
     * @return the default options
     */
    public static TransactionOptions defaults() {
        return new TransactionOptions(null, false, 0);
    }

    /**
     * The defaults under the given isolation.
     *
     * @param isolation the isolation
     * @return the options
     */
    public static TransactionOptions isolation(Isolation isolation) {
        return new TransactionOptions(isolation, false, 0);
    }

    /**
     * These options with writes refused by the store.
     *
     * @return a changed copy
     */
    public TransactionOptions asReadOnly() {
        return new TransactionOptions(isolation, true, retries);
    }

    /**
     * These options with a number of retries; only the outermost transaction is tried again, from its beginning.
     *
     * @param more how many more times, 0 or more
     * @return a changed copy
     */
    public TransactionOptions retry(int more) {
        return new TransactionOptions(isolation, readOnly, more);
    }
}
