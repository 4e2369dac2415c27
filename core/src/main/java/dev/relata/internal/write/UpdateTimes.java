package dev.relata.internal.write;

import dev.relata.internal.resolve.AttributeValues;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Update.Change;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times that every update of a row sets.
 *
 * @param clock gives the times
 */
public record UpdateTimes(Clock clock) {

    /**
     * Adds the times to changes.
     *
     * @param type the type of the rows
     * @param changes the changes
     * @return these, and a change for each time that is not among them; none for links without a record
     */
    public List<Change> with(EntityType<?> type, List<Change> changes) {
        List<Change> all = new ArrayList<>(changes);
        for (Attribute attribute : type.attributes()) {
            if (sets(attribute)
                    && changes.stream().noneMatch(change -> change.attribute().equals(attribute))) {
                all.add(Change.of(attribute, AttributeValues.now(attribute, clock)));
            }
        }
        return all;
    }

    /** The row under the present times. */
    <E> E in(EntityType<E> type, E row) {
        @Nullable Object[] values = type.values(row);
        for (Attribute attribute : type.attributes()) {
            if (sets(attribute)) {
                values[attribute.index()] = AttributeValues.now(attribute, clock);
            }
        }
        return type.copy(values);
    }

    static boolean sets(Attribute attribute) {
        return attribute.generation() == Generation.UPDATED_AT;
    }
}
