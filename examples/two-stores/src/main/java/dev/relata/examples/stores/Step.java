package dev.relata.examples.stores;

import java.util.List;

/**
 * One thing that was done over one store. Immutable.
 *
 * @param name what was done
 * @param lines what it answered
 * @param statements the statements that were sent for it; batches of cursors and the ends of transactions are not counted
 */
record Step(String name, List<String> lines, int statements) {

    /** Copies the lines. */
    Step {
        lines = List.copyOf(lines);
    }
}
