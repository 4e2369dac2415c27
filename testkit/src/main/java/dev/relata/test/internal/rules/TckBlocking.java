package dev.relata.test.internal.rules;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets the subscribers of the TCK wait for the lock of the queue in which they keep signals, on whatever thread these come. Found by BlockHound,
 * where that is on; without it a signal would be lost now and then.
 */
public final class TckBlocking implements BlockHoundIntegration {

    private static final String ENVIRONMENT = "org.reactivestreams.tck.TestEnvironment";

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside(ENVIRONMENT + "$Receptacle", "add")
                .allowBlockingCallsInside(ENVIRONMENT + "$Receptacle", "complete")
                .allowBlockingCallsInside(ENVIRONMENT + "$Promise", "complete");
    }
}
