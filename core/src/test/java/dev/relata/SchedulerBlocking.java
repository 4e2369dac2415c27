package dev.relata;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Lets a thread of a scheduler wait for the lock of its queue where it takes a cancelled task out, as Reactor does for one that it puts in. A
 * refused wait would leave the lock to a thread that no longer asks for it, and stop that scheduler for all tests that follow.
 */
public final class SchedulerBlocking implements BlockHoundIntegration {

    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove");
    }
}
