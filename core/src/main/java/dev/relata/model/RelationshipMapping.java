package dev.relata.model;

import dev.relata.error.ModelException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a relationship is stored, as declared; the views of one relation (filtered, ordered, limited) share one instance,
 * and the model knows a relation by that instance. Changed only inside {@link #with}, before anyone else sees it.
 */
public final class RelationshipMapping implements Cloneable {

    RelationshipKind kind;
    TypeRef owner;
    TypeRef target;
    List<ComponentRef> key = List.of();
    List<ComponentRef> references = List.of();

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
    ComponentRef position;

    boolean exclusive;

    LinkStorage storage = LinkStorage.JUNCTION;

    @Nullable
    String arrayField;

    @Nullable
    TypeRef join;

    List<ComponentRef> ownerSide = List.of();
    List<ComponentRef> targetSide = List.of();

    List<Supplier<? extends Relationship<?, ?>>> segments = List.of();

    /** Asked once, so that all views of the relationship go through the same ones. */
    private volatile @Nullable List<Relationship<?, ?>> supplied;

    RelationshipMapping(RelationshipKind kind, TypeRef owner, TypeRef target) {
        this.kind = kind;
        this.owner = owner;
        this.target = target;
    }

    /** Its ends are those of relationships that are not asked for before the model is built. */
    static RelationshipMapping through(List<Supplier<? extends Relationship<?, ?>>> segments) {
        RelationshipMapping mapping = new RelationshipMapping(
                RelationshipKind.HAS_MANY_THROUGH,
                TypeRef.supplied(() -> supplied(segments.get(0)).mapping().owner()),
                TypeRef.supplied(() ->
                        supplied(segments.get(segments.size() - 1)).mapping().target()));
        mapping.segments = segments;
        return mapping;
    }

    private static Relationship<?, ?> supplied(Supplier<? extends Relationship<?, ?>> segment) {
        Relationship<?, ?> relationship = segment.get();
        if (relationship == null) {
            throw new ModelException(List.of(
                    "a supplier of hasManyThrough(…) answers null: let it name a constant," + " () -> Artist.ALBUMS"));
        }
        return relationship;
    }

    RelationshipMapping with(Consumer<RelationshipMapping> change) {
        RelationshipMapping copy = copy();
        change.accept(copy);
        return copy;
    }

    /** The same relationship seen from its target. */
    RelationshipMapping flip() {
        RelationshipMapping flipped = copy();
        flipped.kind = kind.inverse();
        flipped.owner = target;
        flipped.target = owner;
        flipped.optional = null;
        flipped.inverseOf = null;
        flipped.eager = false;
        flipped.mirror = this;
        flipped.ownerColumns = targetColumns;
        flipped.targetColumns = ownerColumns;
        flipped.ownerSide = targetSide;
        flipped.targetSide = ownerSide;
        return flipped;
    }

    /** A clone, so that no option is forgotten. */
    private RelationshipMapping copy() {
        try {
            return (RelationshipMapping) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
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
    public List<ComponentRef> key() {
        return key;
    }

    /** {@return the components that the key refers to; empty for those of the id} */
    public List<ComponentRef> references() {
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

    /** {@return the key beside {@code SET_DEFAULT}, a value for each component; empty where none was given} */
    public List<Object> onDeleteDefault() {
        if (onDeleteDefault == null) {
            return List.of();
        }
        return key.size() > 1 && onDeleteDefault instanceof List<?> parts
                ? List.copyOf(parts)
                : List.of(onDeleteDefault);
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
    public @Nullable ComponentRef position() {
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

    /** {@return the table or the field that was named for the links; null where none was} */
    public @Nullable String linkPlace() {
        return storage == LinkStorage.ID_ARRAY ? arrayField : junctionTable;
    }

    /** {@return whether this side decides by itself where the links are kept, and does not follow the other side} */
    public boolean placesLinks() {
        return junctionTable != null || !ownerColumns.isEmpty() || storage == LinkStorage.ID_ARRAY;
    }

    /** {@return the type of the join record; null where there is none} */
    public @Nullable TypeRef join() {
        return join;
    }

    /** {@return the join record's components that refer to the owner} */
    public List<ComponentRef> ownerSide() {
        return ownerSide;
    }

    /** {@return the join record's components that refer to the target} */
    public List<ComponentRef> targetSide() {
        return targetSide;
    }

    /** {@return the relationships that it goes through, asked of their suppliers; empty for one that is stored} */
    public List<Relationship<?, ?>> segments() {
        List<Relationship<?, ?>> known = supplied;
        if (known == null) {
            known = segments.stream()
                    .<Relationship<?, ?>>map(RelationshipMapping::supplied)
                    .toList();
            supplied = known;
        }
        return known;
    }
}
