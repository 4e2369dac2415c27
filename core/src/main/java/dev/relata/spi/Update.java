package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * New values for all rows of a query: the same, or worked out by the store for each. Immutable.
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
     * @param to the value: given, or what the store works out for each row of what the row itself holds before the statement
     */
    public record Change(Attribute attribute, RowValue to) {

        /**
         * Makes the change to a value that is given.
         *
         * @param attribute the attribute
         * @param value the value, null to clear it
         * @return the change
         */
        public static Change of(Attribute attribute, @Nullable Object value) {
            return new Change(attribute, new RowValue.Constant(attribute, value));
        }

        /**
         * Tells whether the value is given, and so the same for all rows whatever they hold.
         *
         * @return false where the store works it out
         */
        public boolean given() {
            return to instanceof RowValue.Constant;
        }

        /**
         * Returns the value that is given.
         *
         * @return the value, null to clear the attribute
         * @throws IllegalStateException where the store works it out
         */
        public @Nullable Object value() {
            if (to instanceof RowValue.Constant constant) {
                return constant.value();
            }
            throw new IllegalStateException(attribute.qualifiedName() + " is set to a value that the store works out");
        }
    }

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
