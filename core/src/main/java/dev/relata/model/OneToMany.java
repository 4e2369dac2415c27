package dev.relata.model;

import dev.relata.error.ModelException;
import java.util.List;

/**
 * A relationship to any number of rows that hold this owner's key, or whose ids the owner keeps. Immutable, thread-safe.
 *
 * <pre>{@code
 * public static final OneToMany<Author, Book> BOOKS =
 *     oneToMany(Author.class, Book::authorId).orderBy(desc(Book::publishedAt));
 * }</pre>
 *
 * @param <S> the owner
 * @param <T> the target
 */
public final class OneToMany<S, T> extends DeclaredToMany<S, T, OneToMany<S, T>> implements ToMany<S, T> {

    OneToMany(RelationshipMapping mapping, List<Step<T>> steps) {
        super(mapping, steps);
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
    public final OneToMany<S, T> references(Property<S, ?> first, Property<S, ?>... more) {
        return with(copy -> copy.references = ComponentRef.all(first, more));
    }

    /**
     * Says what happens to a target that is taken out without getting another owner.
     *
     * @param policy the policy; by default the key is set to null where it may be, else it is refused
     * @return a changed copy
     */
    public OneToMany<S, T> orphans(OrphanPolicy policy) {
        return with(copy -> copy.orphans = policy);
    }

    /**
     * Says where it is kept which rows are an owner's, where they hold no key of it themselves.
     *
     * @param storage {@link LinkStorage#ID_ARRAY}: an array of their ids in the owner's row, under the name of the target's table
     *     with {@code _ids} behind it, such as {@code books_ids}
     * @return a changed copy
     */
    public OneToMany<S, T> storedAs(LinkStorage storage) {
        return with(copy -> copy.storage = storage);
    }

    /**
     * Says where it is kept which rows are an owner's, and names the field.
     *
     * @param storage {@link LinkStorage#ID_ARRAY}
     * @param field the field of the owner's row that holds the array; the owner's record has no component for it
     * @return a changed copy
     */
    public OneToMany<S, T> storedAs(LinkStorage storage, String field) {
        return with(copy -> {
            copy.storage = storage;
            copy.arrayField = field;
        });
    }

    /**
     * Answers where it is kept which rows are an owner's.
     *
     * @return {@link LinkStorage#JUNCTION} where they hold the owner's key
     */
    public LinkStorage storage() {
        return mapping.storage;
    }

    /**
     * The other side of this relationship, without this one's filter, order and limit.
     *
     * @return the relation from the target to its owner
     * @throws dev.relata.error.ModelException where the owner keeps an array of ids: the target has no key to go by
     */
    public ManyToOne<T, S> inverse() {
        if (mapping.exclusive) {
            throw new ModelException(
                    List.of("a oneToMany(…) that is storedAs(ID_ARRAY) has no inverse(), for the target"
                            + " has no key of its owner: use manyToMany(…).storedAs(ID_ARRAY) and its inverse()"));
        }
        return new ManyToOne<>(mapping.flip());
    }

    @Override
    OneToMany<S, T> copy(RelationshipMapping changed, List<Step<T>> changedSteps) {
        return new OneToMany<>(changed, changedSteps);
    }
}
