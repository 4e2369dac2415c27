package dev.relata.query;

import java.util.List;
import java.util.Optional;

/**
 * Some rows of a selection, and where the next ones begin. Immutable.
 *
 * @param items the rows, in the selection's order
 * @param next the cursor of the next page, empty on the last one; opaque, and good only for the same selection
 * @param <T> the row
 */
public record Page<T>(List<T> items, Optional<String> next) {

    /** Copies the rows. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Tells whether there is a next page.
     *
     * @return true where {@link #next()} is present
     */
    public boolean hasNext() {
        return next.isPresent();
    }
}
