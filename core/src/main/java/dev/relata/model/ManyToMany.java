package dev.relata.model;

import java.util.List;

/**
 * A relationship by links in a junction of two keys. Immutable, thread-safe.
 *
 * <p>The junction is named by rule: the tables of owner and target ({@code books_tags}), with the columns
 * {@code book_id} and {@code tag_id}; for a relation of a type to itself {@code from_person_id} and
 * {@code to_person_id}. {@link #junction} and {@link #columns} name them by hand.
 *
 * @param <S> the owner
 * @param <T> the target
 */
public final class ManyToMany<S, T> extends DeclaredToMany<S, T, ManyToMany<S, T>> implements ToMany<S, T> {

    ManyToMany(RelationshipMapping mapping, List<Step<T>> steps) {
        super(mapping, steps);
    }

    /**
     * Keeps the links as records with data of their own.
     *
     * @param ownerSide the join record's property that refers to the owner
     * @param targetSide the join record's property that refers to the target
     * @param <J> the join record
     * @return the relationship through the join record
     */
    public <J> ManyToManyThrough<S, T, J> through(Property<J, ?> ownerSide, Property<J, ?> targetSide) {
        return through(List.of(ComponentRef.of(ownerSide)), List.of(ComponentRef.of(targetSide)));
    }

    /**
     * Keeps the links as records with data of their own, under keys of several components.
     *
     * @param ownerSide the join record's properties that refer to the owner
     * @param targetSide the join record's properties that refer to the target
     * @param <J> the join record
     * @return the relationship through the join record
     */
    public <J> ManyToManyThrough<S, T, J> through(Key<J> ownerSide, Key<J> targetSide) {
        return through(ComponentRef.all(ownerSide), ComponentRef.all(targetSide));
    }

    private <J> ManyToManyThrough<S, T, J> through(List<ComponentRef> ownerSide, List<ComponentRef> targetSide) {
        RelationshipMapping through =
                new RelationshipMapping(RelationshipKind.MANY_TO_MANY_THROUGH, mapping.owner, mapping.target);
        through.join = TypeRef.declaring(ownerSide.get(0));
        through.symmetrical = mapping.symmetrical;
        through.positionColumn = mapping.positionColumn;
        through.storage = mapping.storage;
        through.ownerSide = ownerSide;
        through.targetSide = targetSide;
        return new ManyToManyThrough<>(through, steps);
    }

    /**
     * Names the junction's table.
     *
     * @param table the name, unquoted
     * @return a changed copy
     */
    public ManyToMany<S, T> junction(String table) {
        return with(copy -> copy.junctionTable = table);
    }

    /**
     * Names the junction's columns, for keys of one component.
     *
     * @param ownerColumn the column that refers to the owner
     * @param targetColumn the column that refers to the target
     * @return a changed copy
     */
    public ManyToMany<S, T> columns(String ownerColumn, String targetColumn) {
        return columns(List.of(ownerColumn), List.of(targetColumn));
    }

    /**
     * Names the junction's columns, for keys of several components.
     *
     * @param ownerColumns the columns that refer to the owner, in the order of its id
     * @param targetColumns the columns that refer to the target, in the order of its id
     * @return a changed copy
     */
    public ManyToMany<S, T> columns(List<String> ownerColumns, List<String> targetColumns) {
        List<String> owners = List.copyOf(ownerColumns);
        List<String> targets = List.copyOf(targetColumns);
        return with(copy -> {
            copy.ownerColumns = owners;
            copy.targetColumns = targets;
        });
    }

    /**
     * Says where the links are kept.
     *
     * @param storage {@link LinkStorage#ID_ARRAY} for an array of the targets' ids in the owner's row, under the name of the
     *     target's table with {@code _ids} behind it, such as {@code tags_ids}
     * @return a changed copy
     */
    public ManyToMany<S, T> storedAs(LinkStorage storage) {
        return with(copy -> copy.storage = storage);
    }

    /**
     * Says where the links are kept, and names the field.
     *
     * @param storage {@link LinkStorage#ID_ARRAY}, which is what has a field
     * @param field the field of the owner's row that holds the array; the owner's record has no component for it
     * @return a changed copy
     */
    public ManyToMany<S, T> storedAs(LinkStorage storage, String field) {
        return with(copy -> {
            copy.storage = storage;
            copy.arrayField = field;
        });
    }

    /**
     * Makes a relation of a type to itself hold in both directions: {@code add} and {@code remove} write both, so each of the
     * two sees the other. A row that is linked to itself has one link.
     *
     * @return a changed copy
     */
    public ManyToMany<S, T> symmetrical() {
        return with(copy -> copy.symmetrical = true);
    }

    /**
     * Keeps the order of an owner's links in the junction's column {@code position}.
     *
     * @return a changed copy
     * @see #ordered(String)
     */
    public ManyToMany<S, T> ordered() {
        return ordered("position");
    }

    /**
     * Keeps the order of an owner's links in a column of the junction, an integer that is not null. {@code add} appends,
     * {@code set} keeps the order of its list, and reads answer in it unless another order is given.
     *
     * @param column the column's name, unquoted
     * @return a changed copy
     */
    public ManyToMany<S, T> ordered(String column) {
        return with(copy -> copy.positionColumn = column);
    }

    /**
     * The other side of this relationship, without this one's filter, order and limit.
     *
     * @return the relation from the target to its owners, over the same junction
     */
    public ManyToMany<T, S> inverse() {
        return new ManyToMany<>(mapping.flip(), List.of());
    }

    @Override
    ManyToMany<S, T> copy(RelationshipMapping changed, List<Step<T>> changedSteps) {
        return new ManyToMany<>(changed, changedSteps);
    }
}
