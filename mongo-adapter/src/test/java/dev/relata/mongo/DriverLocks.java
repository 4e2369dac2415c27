package dev.relata.mongo;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets the driver take the short locks of its connection pool: an error thrown out of a lock that is waited for leaves it
 * taken, and everything hangs. The id of a new session is random, for which the JDK reads a file that never waits. Nothing of
 * ours is let through.
 */
public final class DriverLocks implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("com.mongodb.internal.Locks", "checkedWithLock")
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "lockInterruptibly")
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "withInterruptibleLock")
                .allowBlockingCallsInside("com.mongodb.internal.Locks", "checkedWithInterruptibleLock")
                .allowBlockingCallsInside(
                        "com.mongodb.internal.session.ServerSessionPool", "createNewServerSessionIdentifier");
    }
}
