package dev.relata.internal.batch;

import java.time.Duration;

/**
 * The one clock of the dispatcher: how long keys wait for a burst that does not end. Bursts end, so the rule of the package
 * needs no clock, but for one case: a thread that blocks inside a burst until a lookup of that burst is answered. Its keys go
 * when 100 to 150 ms have passed without a new one. Three checks are counted and not the time, because after a pause of the
 * whole process a burst that goes on is not to be taken for one that blocks. A burst that goes on for ever and asks for a key
 * now and then gets its answers too, once a second.
 */
final class DispatchPolicy {

    /** The time between two checks of what waits for a burst. */
    static final Duration CHECK = Duration.ofMillis(50);

    /**
     * The turns of a scheduler's worker without a further lookup that end a burst of lookups from outside. Not a time: a turn
     * takes what the worker needs to get to it. After one turn, lookups from four threads take a third more statements.
     */
    static final int QUIET_TURNS = 3;

    private static final int QUIET_CHECKS = 3;
    private static final int MOST_CHECKS = 20;

    private DispatchPolicy() {}

    /**
     * Returns whether keys have waited for too long.
     *
     * @param quietChecks the checks since the last of the keys came
     * @param checks the checks since the first of them came
     */
    static boolean isOverdue(int quietChecks, int checks) {
        return quietChecks >= QUIET_CHECKS || checks >= MOST_CHECKS;
    }
}
