package dev.relata.model;

import java.util.List;

/**
 * The side without the key of a one-to-one. Immutable, thread-safe.
 *
 * <pre>{@code
 * public static final HasOne<Author, Profile> PROFILE = hasOne(Author.class, Profile::authorId);
 * }</pre>
 *
 * @param <S> the owner
 * @param <T> the target, which holds the key
 */
public final class HasOne<S, T> extends Declared<S, T, HasOne<S, T>> implements Relationship<S, T> {

    HasOne(RelationshipMapping mapping) {
        super(mapping, List.of());
    }

    /**
     * Says that the key refers to a key of the owner other than its id.
     *
     * @param first a property of the owner
     * @param more further properties, as many as the key has
     * @return a changed copy
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final HasOne<S, T> references(Property<S, ?> first, Property<S, ?>... more) {
        return with(copy -> copy.references = ComponentRef.all(first, more));
    }

    /**
     * Says what happens to a target that is taken out without getting another owner.
     *
     * @param policy the policy; by default the key is set to null where it may be, else it is refused
     * @return a changed copy
     */
    public HasOne<S, T> orphans(OrphanPolicy policy) {
        return with(copy -> copy.orphans = policy);
    }

    /**
     * The other side of this relationship, without this one's filter, order and limit.
     *
     * @return the relation from the target to its owner
     */
    public OneToOne<T, S> inverse() {
        return new OneToOne<>(mapping.flip());
    }

    @Override
    HasOne<S, T> copy(RelationshipMapping changed, List<Step<T>> none) {
        return new HasOne<>(changed);
    }
}
