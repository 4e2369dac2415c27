package dev.relata.r2dbc;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import java.util.EnumSet;
import java.util.Set;
import reactor.util.retry.Retry;

/**
 * When a write is done again that is undone whole, since it met another one: of those that lock each other out PostgreSQL ends
 * one, after a second, and the others go on, so it needs no pause. Stateless.
 */
final class Again {

    private static final Set<Reason> MET = EnumSet.of(Reason.SERIALIZATION, Reason.DEADLOCK);
    private static final int TIMES = 30;

    private Again() {}

    static Retry met() {
        return Retry.max(TIMES).filter(Again::another).onRetryExhaustedThrow((policy, signal) -> signal.failure());
    }

    /** Once more where a unique key was violated: a row that is there for good violates it again. */
    static Retry cameMeanwhile() {
        return Retry.max(1)
                .filter(error -> error instanceof StoreException store && store.reason() == Reason.UNIQUE)
                .onRetryExhaustedThrow((policy, signal) -> signal.failure());
    }

    private static boolean another(Throwable error) {
        return error instanceof StoreException store && MET.contains(store.reason());
    }
}
