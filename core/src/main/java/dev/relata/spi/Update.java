package dev.relata.spi;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same new values for all rows of a query. Immutable.
 *
 * <p>Where the type has a {@link EntityType#version() version}, the store adds one to that of every row, unless it is among
 * the changes.
 *
 * @param label what it is for
 * @param query which rows; it may be bounded
 * @param changes the new values
 */
public record Update(String label, Query query, List<Change> changes) {

    /**
     * One attribute's new value.
     *
     * @param attribute the attribute
     * @param value the value, null to clear it
     */
    public record Change(Attribute attribute, @Nullable Object value) {}

    /** Copies the list. */
    public Update {
        changes = List.copyOf(changes);
    }
}
