package dev.relata.query;

import java.util.List;

/**
 * A link of a junction without a record. Immutable.
 *
 * @param owner the key of the owner, component by component
 * @param target the key of the target, component by component
 */
public record LinkKey(List<Object> owner, List<Object> target) {

    /** Copies the lists. */
    public LinkKey {
        owner = List.copyOf(owner);
        target = List.copyOf(target);
    }
}
