package dev.relata.internal.resolve;

import dev.relata.metamodel.RelationshipType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An owner whose related rows are looked up, as the user handed it in: rows of its kind are looked up in the same way. Immutable.
 *
 * @param row the owner
 * @param relationship the relationship that is looked up
 */
public record OwnerRow<S>(S row, RelationshipType<S, ?> relationship) {

    /** Returns the key of another row, or null where that is no row of the owner's type or has no key. */
    public @Nullable List<Object> keyOf(Object other) {
        Class<S> type = relationship.owner().javaType();
        return type.isInstance(other) ? PredicateBuilder.complete(relationship.keyOf(type.cast(other))) : null;
    }
}
