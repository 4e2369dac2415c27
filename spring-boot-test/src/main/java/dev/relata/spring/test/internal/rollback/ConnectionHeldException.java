package dev.relata.spring.test.internal.rollback;

import io.r2dbc.spi.R2dbcNonTransientException;
import java.time.Duration;

/** The one connection of the test is held by a transaction that does nothing. */
public final class ConnectionHeldException extends R2dbcNonTransientException {

    private static final long serialVersionUID = 1L;

    ConnectionHeldException(String waiting, String holder, Duration patience) {
        super(
                "\"" + waiting + "\" waits for the one connection of the test, which is held by \"" + holder
                        + "\", a transaction that has done nothing for " + patience.toMillis()
                        + " ms. Does that transaction wait for work outside of it (REQUIRES_NEW, NOT_SUPPORTED, a store with"
                        + " transactions of its own, a subscription without its context)? Such work commits apart and cannot be"
                        + " rolled back with the test: let it join the transaction, or let the test run without one by"
                        + " @Transactional(propagation = Propagation.NOT_SUPPORTED). relata.test.connection-wait is how long to wait");
    }
}
