package dev.relata.internal.batch;

import dev.relata.internal.resolve.OwnerRow;

/**
 * A lookup for a row of a stream with look-ahead. The batch that it goes with reads the same for the rows behind that one. Immutable.
 *
 * @param window the rows of the stream
 * @param position the position of the lookup's row
 * @param owner the row, and the relationship that is looked up
 */
record AheadRequest(AheadWindow window, long position, OwnerRow<?> owner) {

    /** Whether the answer may have several rows, unless they are only counted. */
    boolean isToMany() {
        return !owner.relationship().kind().toOne();
    }

    /** Returns the one that reads more. */
    AheadRequest earlier(AheadRequest other) {
        return other.position < position ? other : this;
    }
}
