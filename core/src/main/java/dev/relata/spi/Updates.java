package dev.relata.spi;

import java.util.List;

/**
 * Several updates as one statement: each finds its rows as they were before it, and constraints see only the end, so keys and
 * what refers to them may change together. Immutable.
 *
 * @param label what it is for
 * @param parts the updates, in any order, of unbounded queries without paths to other rows; no row is in two of them
 */
public record Updates(String label, List<Update> parts) {

    /** Copies the list. */
    public Updates {
        parts = List.copyOf(parts);
    }
}
