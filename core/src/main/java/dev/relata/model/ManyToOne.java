package dev.relata.model;

import java.util.List;

/**
 * A relationship to one row that many owners may share. Immutable, thread-safe.
 *
 * <pre>{@code
 * public static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class).onDelete(CASCADE);
 * }</pre>
 *
 * @param <S> the owner, which holds the key
 * @param <T> the target
 */
public final class ManyToOne<S, T> extends DeclaredToOne<S, T, ManyToOne<S, T>> implements ToOne<S, T> {

    ManyToOne(RelationshipMapping mapping) {
        super(mapping);
    }

    /**
     * The other side of this relationship.
     *
     * @return the relation from the target to its owners
     */
    public OneToMany<T, S> inverse() {
        return new OneToMany<>(mapping.flip(), List.of());
    }

    @Override
    ManyToOne<S, T> copy(RelationshipMapping changed, List<Step<T>> none) {
        return new ManyToOne<>(changed);
    }
}
