package dev.relata.engine;

import dev.relata.spi.Query;

/**
 * A selection as it goes to the store. Immutable.
 *
 * @param label what it is of, for messages and listeners
 * @param query which rows
 */
public record Compiled(String label, Query query) {

    boolean isVoid() {
        return FilterResolver.isVoid(query);
    }
}
