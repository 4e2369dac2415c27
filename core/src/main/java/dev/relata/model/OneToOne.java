package dev.relata.model;

import java.util.List;

/**
 * A relationship to one row that no other owner shares: the key is unique. Immutable, thread-safe.
 *
 * <pre>{@code
 * public static final OneToOne<Profile, Author> AUTHOR = oneToOne(Profile::authorId, Author.class);
 * }</pre>
 *
 * @param <S> the owner, which holds the key
 * @param <T> the target
 */
public final class OneToOne<S, T> extends DeclaredToOne<S, T, OneToOne<S, T>> implements ToOne<S, T> {

    OneToOne(RelationshipMapping mapping) {
        super(mapping);
    }

    /**
     * The other side of this relationship.
     *
     * @return the relation from the target to its owners
     */
    public HasOne<T, S> inverse() {
        return new HasOne<>(mapping.flip());
    }

    @Override
    OneToOne<S, T> copy(RelationshipMapping changed, List<Step<T>> none) {
        return new OneToOne<>(changed);
    }
}
