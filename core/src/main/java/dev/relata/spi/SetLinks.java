package dev.relata.spi;

import dev.relata.metamodel.EntityType;
import java.util.List;

/**
 * All links of one owner at once, where they are kept as an array of ids: those that are not among the given go, the given
 * come or stay. Immutable.
 *
 * @param label what it is for
 * @param type the type of the links, with an {@link EntityType#idArray() id array}
 * @param owner the owner's id, a value for each component
 * @param targets the targets' ids, each once
 */
public record SetLinks(String label, EntityType<?> type, List<Object> owner, List<Object> targets) {

    /** Copies the lists. */
    public SetLinks {
        owner = List.copyOf(owner);
        targets = List.copyOf(targets);
    }
}
