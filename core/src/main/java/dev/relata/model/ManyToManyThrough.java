package dev.relata.model;

import java.util.List;

/**
 * A relationship by links that are records with data of their own. Immutable, thread-safe.
 *
 * @param <S> the owner
 * @param <T> the target
 * @param <J> the join record
 */
public final class ManyToManyThrough<S, T, J> extends DeclaredToMany<S, T, ManyToManyThrough<S, T, J>>
        implements ToMany<S, T> {

    ManyToManyThrough(RelationshipMapping mapping, List<Step<T>> steps) {
        super(mapping, steps);
    }

    /**
     * Keeps the order of an owner's links in a property of the join record, whose pair must be unique. {@code add} appends,
     * {@code set} keeps the order of its list, and reads answer in it unless another order is given.
     *
     * @param position an int or a long of the join record; Relata gives it, so it is left out of the data
     * @return a changed copy
     */
    public ManyToManyThrough<S, T, J> orderedBy(Property<J, ? extends Number> position) {
        return with(copy -> copy.position = ComponentRef.of(position));
    }

    /**
     * The other side of this relationship, without this one's filter, order and limit.
     *
     * @return the relation from the target to its owners, over the same join record
     */
    public ManyToManyThrough<T, S, J> inverse() {
        return new ManyToManyThrough<>(mapping.flip(), List.of());
    }

    @Override
    ManyToManyThrough<S, T, J> copy(RelationshipMapping changed, List<Step<T>> changedSteps) {
        return new ManyToManyThrough<>(changed, changedSteps);
    }
}
