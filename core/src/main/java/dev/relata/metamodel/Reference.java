package dev.relata.metamodel;

import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import java.util.List;

/**
 * A key by which rows refer to rows, and what happens to them when those go. Immutable.
 *
 * @param name the relationship's name, such as {@code Book.AUTHOR}
 * @param child the type of the rows that refer
 * @param key the attributes that refer
 * @param parent the type of the rows that are referred to
 * @param parentKey the attributes that are referred to, in the order of {@code key}
 * @param onDelete what happens to the children of a row that is deleted
 * @param defaults what their key is set to under SET_DEFAULT, a value for each component; else empty
 * @param onUpdate what happens to the children of a row whose key changes
 * @param single whether at most one row refers to each, as a one-to-one says
 */
public record Reference(
        String name,
        EntityType<?> child,
        List<Attribute> key,
        EntityType<?> parent,
        List<Attribute> parentKey,
        OnDelete onDelete,
        List<Object> defaults,
        OnUpdate onUpdate,
        boolean single) {

    /** Copies the lists. */
    public Reference {
        key = List.copyOf(key);
        parentKey = List.copyOf(parentKey);
        defaults = List.copyOf(defaults);
    }

    /**
     * From the rows that refer to those that are referred to.
     *
     * @return the association
     */
    public Association association() {
        return Association.of(child, key, parent, parentKey);
    }

    /**
     * Tells whether one of its ends is only read, so that no constraint holds it and nothing happens along it.
     *
     * @return true where the rows that refer, or those referred to, are of a read-only type
     */
    public boolean readOnly() {
        return child.readOnly() || parent.readOnly();
    }

    /**
     * Answers the components of the key that may be set to null.
     *
     * @return nullable components outside the id
     */
    public List<Attribute> clearable() {
        return child.clearable(key);
    }
}
