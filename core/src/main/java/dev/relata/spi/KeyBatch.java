package dev.relata.spi;

import dev.relata.metamodel.Association;
import java.util.List;

/**
 * Many owners' keys asked for in one request. Immutable.
 *
 * <p>The store compares the keys by its own rules and answers by position, so that no key has to be compared outside it.
 *
 * @param association from the owners' type to the query's type; it restricts the innermost source of the query, so a
 *     limit in it counts per owner
 * @param keys for each owner its values of the association's source key, none null; duplicates are answered each
 * @param apart whether a row that cannot be read fails for its own owner alone, as {@link Unreadable} says; else it fails the
 *     request
 */
public record KeyBatch(Association association, List<List<Object>> keys, boolean apart) {

    /** Copies the list. */
    public KeyBatch {
        keys = List.copyOf(keys);
    }

    /**
     * Owners whose rows are wanted together or not at all.
     *
     * @param association from the owners' type to the query's type
     * @param keys the owners' keys
     */
    public KeyBatch(Association association, List<List<Object>> keys) {
        this(association, keys, false);
    }
}
