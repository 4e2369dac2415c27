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

    @Nullable
    Boolean optional = false;

    @Nullable
    OnDelete onDelete;

    @Nullable
    Object onDeleteDefault;

    OnUpdate onUpdate = OnUpdate.NO_ACTION;

    @Nullable
    OrphanPolicy orphans;

    @Nullable
    String inverseOf;

    boolean eager;

    @Nullable
    RelationshipMapping mirror;

    @Nullable
    String junctionTable;

    List<String> ownerColumns = List.of();
    List<String> targetColumns = List.of();

    boolean symmetrical;

    @Nullable
    String positionColumn;

    @Nullable
    Member position;

    boolean exclusive;

    LinkStorage storage = LinkStorage.JUNCTION;

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

    /** {@return the kind} */
    public RelationshipKind kind() {
        return kind;
    }

    /** {@return the type it starts from} */
    public TypeRef owner() {
        return owner;
    }

    /** {@return the type it leads to} */
    public TypeRef target() {
        return target;
    }

    /** {@return the components of the foreign key, in the order given; empty where the model finds them} */
    public List<Member> key() {
        return key;
    }

    /** {@return the components that the key refers to; empty for those of the id} */
    public List<Member> references() {
        return references;
    }

    /** {@return whether the owner may be without a target; null where the nullability of the key says so} */
    public @Nullable Boolean optional() {
        return optional;
    }

    /** {@return the action on deletes; null where none was given} */
    public @Nullable OnDelete onDelete() {
        return onDelete;
    }

    /** {@return the key beside {@code SET_DEFAULT}; null where none was given} */
    public @Nullable Object onDeleteDefault() {
        return onDeleteDefault;
    }

    /** {@return the action where the key referred to changes} */
    public OnUpdate onUpdate() {
        return onUpdate;
    }

    /** {@return the policy for rows that leave the relationship; null where none was given} */
    public @Nullable OrphanPolicy orphans() {
        return orphans;
    }

    /** {@return the name of the constant of the other side; null where none was given} */
    public @Nullable String inverseOf() {
        return inverseOf;
    }

    /** {@return whether it is part of every fetch plan of its owner} */
    public boolean eager() {
        return eager;
    }

    /** {@return the other side, where this one was made by {@code inverse()}; else null} */
    public @Nullable RelationshipMapping mirror() {
        return mirror;
    }

    /** {@return the table of the junction; null where the model names it} */
    public @Nullable String junctionTable() {
        return junctionTable;
    }

    /** {@return the junction's columns for the owner; empty where the model names them} */
    public List<String> ownerColumns() {
        return ownerColumns;
    }

    /** {@return the junction's columns for the target; empty where the model names them} */
    public List<String> targetColumns() {
        return targetColumns;
    }

    /** {@return whether a link is always there in both directions} */
    public boolean symmetrical() {
        return symmetrical;
    }

    /** {@return the junction's column that keeps the order of an owner's links, of a junction without a record; null where there is none} */
    public @Nullable String positionColumn() {
        return positionColumn;
    }

    /** {@return the join record's component that keeps the order; null where there is none} */
    public @Nullable Member position() {
        return position;
    }

    /** {@return whether a target belongs to one owner at the most, though it has no key that says so} */
    public boolean exclusive() {
        return exclusive;
    }

    /** {@return how links are stored} */
    public LinkStorage storage() {
        return storage;
    }

    /** {@return the field that keeps an array of ids, where it was named; else null} */
    public @Nullable String arrayField() {
        return arrayField;
    }

    /** {@return the type of the join record; null where there is none} */
    public @Nullable TypeRef join() {
        return join;
    }

    /** {@return the join record's components that refer to the owner} */
    public List<Member> ownerSide() {
        return ownerSide;
    }

    /** {@return the join record's components that refer to the target} */
    public List<Member> targetSide() {
        return targetSide;
    }
}
