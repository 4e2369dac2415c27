package dev.relata.spi;

import java.util.List;

/**
 * Several updates as one statement: each finds its rows as they were before it, and constraints see only the end, so keys and
 * what refers to them may change together. Whole: where the store leaves rows of a part out by rules of its own, it fails and
 * nothing of it stays. Immutable.
 *
 * @param label what it is for
 * @param parts the updates, in any order, of unbounded queries without paths to other rows; no row is in two of them
 */
public record Updates(String label, List<UpdatePart> parts) {

    /**
     * One of them.
     *
     * @param update which rows, and the values that all of them get
     * @param own values that rows get by what they hold: only those of the update's rows change that hold, before the
     *     statement, one of the keys of each of these, which may be among what changes. No attribute is in two of them, or
     *     in the update's changes
     */
    public record UpdatePart(Update update, List<UpdateRows> own) {

        /** Copies the list. */
        public UpdatePart {
            own = List.copyOf(own);
        }
    }

    /** Copies the list. */
    public Updates {
        parts = List.copyOf(parts);
    }
}
