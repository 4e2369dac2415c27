package dev.relata.model;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a relationship is stored, as declared; the views of one relation (filtered, ordered, limited) share one instance,
 * and the model knows a relation by that instance. Changed only inside {@link #with}, before anyone else sees it.
 */
final class Structure {

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
    Structure mirror;

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

    Structure(RelationshipKind kind, TypeRef owner, TypeRef target) {
        this.kind = kind;
        this.owner = owner;
        this.target = target;
    }

    Structure with(Consumer<Structure> change) {
        Structure copy = new Structure(kind, owner, target);
        copyOptions(copy);
        copy.mirror = mirror;
        copy.eager = eager;
        change.accept(copy);
        return copy;
    }

    /** The other side of this one, of the given kind. */
    Structure flip(RelationshipKind other) {
        Structure flipped = new Structure(other, target, owner);
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

    private void copyOptions(Structure copy) {
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
}
