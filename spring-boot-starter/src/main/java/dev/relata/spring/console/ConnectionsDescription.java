package dev.relata.spring.console;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections as they are now. Immutable.
 *
 * @param pool those of the pool, null where there is none that can be counted
 * @param held those that Relata holds
 */
record ConnectionsDescription(@Nullable Pool pool, List<Held> held) {

    /** Copies the list. */
    ConnectionsDescription {
        held = List.copyOf(held);
    }

    /**
     * Connections of a pool.
     *
     * @param acquired those in use
     * @param idle those that wait for use
     * @param pending callers that wait for a connection
     * @param max the most that there may be
     */
    record Pool(int acquired, int idle, int pending, int max) {}

    /**
     * A connection that is held.
     *
     * @param connection its number
     * @param label what it was taken for
     * @param heldMicros since when
     * @param waiting the commands that wait for it
     */
    record Held(long connection, String label, long heldMicros, int waiting) {}
}
