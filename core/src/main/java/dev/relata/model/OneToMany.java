package dev.relata.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * A relationship to any number of rows that hold this owner's key. Immutable, thread-safe.
 *
 * <pre>{@code
 * public static final OneToMany<Author, Book> BOOKS =
 *     oneToMany(Author.class, Book::authorId).orderBy(desc(Book::publishedAt));
 * }</pre>
 *
 * @param <S> the owner
 * @param <T> the target, which holds the key
 */
public final class OneToMany<S, T> extends DeclaredToMany<S, T, OneToMany<S, T>> implements ToMany<S, T> {

    OneToMany(Structure structure, List<Step<T>> steps) {
        super(structure, steps);
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
        List<Member> members =
                Stream.concat(Stream.of(first), Stream.of(more)).map(Member::of).toList();
        return copy(structure.with(copy -> copy.references = members), steps);
    }

    /**
     * Says what happens to a target that is taken out without getting another owner.
     *
     * @param policy the policy; by default the key is set to null where it may be, else it is refused
     * @return a changed copy
     */
    public OneToMany<S, T> orphans(OrphanPolicy policy) {
        return copy(structure.with(copy -> copy.orphans = policy), steps);
    }

    /**
     * Names the target's constant that is the other side of this one.
     *
     * @param constant the constant's name in the target's record
     * @return a changed copy
     */
    public OneToMany<S, T> inverseOf(String constant) {
        return copy(structure.with(copy -> copy.inverseOf = constant), steps);
    }

    /**
     * The other side of this relationship, without this one's filter, order and limit.
     *
     * @return the relation from the target to its owner
     */
    public ManyToOne<T, S> inverse() {
        return new ManyToOne<>(structure.flip(RelationshipKind.MANY_TO_ONE));
    }

    @Override
    OneToMany<S, T> copy(Structure changed, List<Step<T>> changedSteps) {
        return new OneToMany<>(changed, changedSteps);
    }
}
