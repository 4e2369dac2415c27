package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same new values for all rows of a query. Immutable.
 *
 * <p>A store can leave rows out that the query finds, by rules of its own such as triggers. Where the update is to be whole
 * it then fails with an error that says so, and nothing of it stays, nor of what those rules did.
 *
 * <p>Where the type has a {@link EntityType#version() version}, the store sets the next one of every row, unless it is among
 * the changes.
 *
 * @param label what it is for
 * @param query which rows; it may be bounded
 * @param changes the new values
 * @param whole whether no row may be left out; else the answer tells how many were changed
 */
public record Update(String label, Query query, List<Change> changes, boolean whole) {

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

    /**
     * New values for rows of which the store may leave some out.
     *
     * @param label what it is for
     * @param query which rows; it may be bounded
     * @param changes the new values
     */
    public Update(String label, Query query, List<Change> changes) {
        this(label, query, changes, false);
    }
}
