package dev.relata.r2dbc;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.spi.stream.ConflictRetry;
import reactor.util.retry.Retry;

/**
 * Retries of a write that was undone as a whole because of a concurrent one: of writes that lock each other out PostgreSQL ends
 * one, after a second, and the others go on, so a retry needs no pause. Stateless.
 */
final class ConflictRetries {

    private static final int TIMES = 30;

    private ConflictRetries() {}

    static Retry onConflict() {
        return ConflictRetry.immediately(TIMES, ConflictRetry::isConflict);
    }

    /** One retry if a unique key was violated: a row that is there for good violates it again. */
    static Retry onceOnUniqueViolation() {
        return ConflictRetry.immediately(
                1, error -> error instanceof StoreException store && store.reason() == Reason.UNIQUE);
    }
}
