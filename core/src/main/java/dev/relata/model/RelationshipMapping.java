package dev.relata.model;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a relationship is stored, as declared; the views of one relation (filtered, ordered, limited) share one instance,
 * and the model knows a relation by that instance. Changed only inside {@link #with}, before anyone else sees it.
 */
public final class RelationshipMapping {

    final RelationshipKind kind;
    final TypeRef owner;
    final TypeRef target;
    List<Member> key = List.of();
    List<Member> references = List.of();
    /** Null: follow the key's own nullability, for a side that was not declared. */
    @Nullable
    Boolean optional = false;

    /** Null: not said, which is PROTECT. */
    @Nullable
    OnDelete onDelete;
    /** The key beside {@code SET_DEFAULT}, as it was given. */
    @Nullable
    Object onDeleteDefault;

    OnUpdate onUpdate = OnUpdate.NO_ACTION;

    @Nullable
    OrphanPolicy orphans;

    @Nullable
    String inverseOf;
    /** Whether it is part of every fetch plan of its owner. */
    boolean eager;
    /** The other side, where this one was made by {@code inverse()}. */
    @Nullable
    RelationshipMapping mirror;

    @Nullable
    String junctionTable;

    List<String> ownerColumns = List.of();
    List<String> targetColumns = List.of();

    /** Whether a link is always there in both directions. */
    boolean symmetrical;
    /** The junction's column that keeps the order of an owner's links, for a junction without a record. */
    @Nullable
    String positionColumn;
    /** The join record's property that does. */
    @Nullable
    Member position;

    /** Whether a target belongs to one owner at the most, though it has no key that says so. */
    boolean exclusive;

    LinkStorage storage = LinkStorage.JUNCTION;
    /** The field that keeps an array of ids, where it is named by hand. */
    @Nullable
    String arrayField;

    @Nullable
    TypeRef join;

    List<Member> ownerSide = List.of();
    List<Member> targetSide = List.of();

    RelationshipMapping(RelationshipKind kind, TypeRef owner, TypeRef target) {
        this.kind = kind;
        this.owner = owner;
        this.target = target;
    }

    RelationshipMapping with(Consumer<RelationshipMapping> change) {
        RelationshipMapping copy = new RelationshipMapping(kind, owner, target);
        copyOptions(copy);
        copy.mirror = mirror;
        copy.eager = eager;
        change.accept(copy);
        return copy;
    }

    /** The other side of this one, of the given kind. */
    RelationshipMapping flip(RelationshipKind other) {
        RelationshipMapping flipped = new RelationshipMapping(other, target, owner);
        copyOptions(flipped);
        flipped.optional = null;
        flipped.inverseOf = null;
        flipped.mirror = this;
        flipped.ownerColumns = targetColumns;
        flipped.targetColumns = ownerColumns;
        flipped.ownerSide = targetSide;
        flipped.targetSide = ownerSide;
        return flipped;
    }

    private void copyOptions(RelationshipMapping copy) {
        copy.key = key;
        copy.references = references;
        copy.optional = optional;
        copy.onDelete = onDelete;
        copy.onDeleteDefault = onDeleteDefault;
        copy.onUpdate = onUpdate;
        copy.orphans = orphans;
        copy.inverseOf = inverseOf;
        copy.junctionTable = junctionTable;
        copy.ownerColumns = ownerColumns;
        copy.targetColumns = targetColumns;
        copy.symmetrical = symmetrical;
        copy.positionColumn = positionColumn;
        copy.position = position;
        copy.exclusive = exclusive;
        copy.storage = storage;
        copy.arrayField = arrayField;
        copy.join = join;
        copy.ownerSide = ownerSide;
        copy.targetSide = targetSide;
    }

    /**
     * Returns the kind.
     *
     * @return the kind
     */
    public RelationshipKind kind() {
        return kind;
    }

    /**
     * Returns the type it starts from.
     *
     * @return the type it starts from
     */
    public TypeRef owner() {
        return owner;
    }

    /**
     * Returns the type it leads to.
     *
     * @return the type it leads to
     */
    public TypeRef target() {
        return target;
    }

    /**
     * Returns the components of the foreign key, in the order given; empty where the model finds them.
     *
     * @return the components of the foreign key, in the order given; empty where the model finds them
     */
    public List<Member> key() {
        return key;
    }

    /**
     * Returns the components that the key refers to; empty for those of the id.
     *
     * @return the components that the key refers to; empty for those of the id
     */
    public List<Member> references() {
        return references;
    }

    /**
     * Returns whether the owner may be without a target; null where the nullability of the key says so.
     *
     * @return whether the owner may be without a target; null where the nullability of the key says so
     */
    public @Nullable Boolean optional() {
        return optional;
    }

    /**
     * Returns the action on deletes; null where none was given.
     *
     * @return the action on deletes; null where none was given
     */
    public @Nullable OnDelete onDelete() {
        return onDelete;
    }

    /**
     * Returns the key beside {@code SET_DEFAULT}; null where none was given.
     *
     * @return the key beside {@code SET_DEFAULT}; null where none was given
     */
    public @Nullable Object onDeleteDefault() {
        return onDeleteDefault;
    }

    /**
     * Returns the action where the key referred to changes.
     *
     * @return the action where the key referred to changes
     */
    public OnUpdate onUpdate() {
        return onUpdate;
    }

    /**
     * Returns the policy for rows that leave the relationship; null where none was given.
     *
     * @return the policy for rows that leave the relationship; null where none was given
     */
    public @Nullable OrphanPolicy orphans() {
        return orphans;
    }

    /**
     * Returns the name of the constant of the other side; null where none was given.
     *
     * @return the name of the constant of the other side; null where none was given
     */
    public @Nullable String inverseOf() {
        return inverseOf;
    }

    /**
     * Returns whether it is part of every fetch plan of its owner.
     *
     * @return whether it is part of every fetch plan of its owner
     */
    public boolean eager() {
        return eager;
    }

    /**
     * Returns the other side, where this one was made by {@code inverse()}; else null.
     *
     * @return the other side, where this one was made by {@code inverse()}; else null
     */
    public @Nullable RelationshipMapping mirror() {
        return mirror;
    }

    /**
     * Returns the table of the junction; null where the model names it.
     *
     * @return the table of the junction; null where the model names it
     */
    public @Nullable String junctionTable() {
        return junctionTable;
    }

    /**
     * Returns the junction's columns for the owner; empty where the model names them.
     *
     * @return the junction's columns for the owner; empty where the model names them
     */
    public List<String> ownerColumns() {
        return ownerColumns;
    }

    /**
     * Returns the junction's columns for the target; empty where the model names them.
     *
     * @return the junction's columns for the target; empty where the model names them
     */
    public List<String> targetColumns() {
        return targetColumns;
    }

    /**
     * Returns whether a link is always there in both directions.
     *
     * @return whether a link is always there in both directions
     */
    public boolean symmetrical() {
        return symmetrical;
    }

    /**
     * Returns the junction's column that keeps the order of an owner's links, of a junction without a record; null where there is none.
     *
     * @return the junction's column that keeps the order of an owner's links, of a junction without a record; null where there is none
     */
    public @Nullable String positionColumn() {
        return positionColumn;
    }

    /**
     * Returns the join record's component that keeps the order; null where there is none.
     *
     * @return the join record's component that keeps the order; null where there is none
     */
    public @Nullable Member position() {
        return position;
    }

    /**
     * Returns whether a target belongs to one owner at the most, though it has no key that says so.
     *
     * @return whether a target belongs to one owner at the most, though it has no key that says so
     */
    public boolean exclusive() {
        return exclusive;
    }

    /**
     * Returns how links are stored.
     *
     * @return how links are stored
     */
    public LinkStorage storage() {
        return storage;
    }

    /**
     * Returns the field that keeps an array of ids, where it was named; else null.
     *
     * @return the field that keeps an array of ids, where it was named; else null
     */
    public @Nullable String arrayField() {
        return arrayField;
    }

    /**
     * Returns the type of the join record; null where there is none.
     *
     * @return the type of the join record; null where there is none
     */
    public @Nullable TypeRef join() {
        return join;
    }

    /**
     * Returns the join record's components that refer to the owner.
     *
     * @return the join record's components that refer to the owner
     */
    public List<Member> ownerSide() {
        return ownerSide;
    }

    /**
     * Returns the join record's components that refer to the target.
     *
     * @return the join record's components that refer to the target
     */
    public List<Member> targetSide() {
        return targetSide;
    }
}
