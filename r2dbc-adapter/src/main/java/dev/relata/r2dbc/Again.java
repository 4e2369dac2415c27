package dev.relata.r2dbc;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.spi.stream.ConflictRetry;
import reactor.util.retry.Retry;

/**
 * When a write is done again that is undone whole, since it met another one: of those that lock each other out PostgreSQL ends
 * one, after a second, and the others go on, so it needs no pause. Stateless.
 */
final class Again {

    private static final int TIMES = 30;

    private Again() {}

    static Retry met() {
        return ConflictRetry.immediately(TIMES, ConflictRetry::isConflict);
    }

    /** Once more where a unique key was violated: a row that is there for good violates it again. */
    static Retry cameMeanwhile() {
        return ConflictRetry.immediately(
                1, error -> error instanceof StoreException store && store.reason() == Reason.UNIQUE);
    }
}
