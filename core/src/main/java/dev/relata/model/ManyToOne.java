package dev.relata.model;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
public final class ManyToOne<S, T> extends Declared<S, T> implements ToOne<S, T> {

    private volatile @Nullable KeyCopy<S> keyCopy;

    ManyToOne(RelationshipMapping mapping) {
        super(mapping, List.of());
    }

    /**
     * Lets the key be null: the relationship may have no target.
     *
     * @return a changed copy
     */
    public ManyToOne<S, T> optional() {
        return new ManyToOne<>(mapping.with(copy -> copy.optional = true));
    }

    /**
     * Refers to a key of the target other than its id.
     *
     * @param first a property of the target
     * @param more further properties, as many as the key has
     * @return a changed copy
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final ManyToOne<S, T> references(Property<T, ?> first, Property<T, ?>... more) {
        List<Member> members =
                Stream.concat(Stream.of(first), Stream.of(more)).map(Member::of).toList();
        return new ManyToOne<>(mapping.with(copy -> copy.references = members));
    }

    /**
     * Says what happens to owners when their target is deleted; {@link OnDelete#PROTECT} by default, also where the owner is
     * the join record of a many-to-many. Links without a record, and join records that declare no to-one, go with either end.
     *
     * @param action what happens
     * @return a changed copy
     */
    public ManyToOne<S, T> onDelete(OnDelete action) {
        return new ManyToOne<>(mapping.with(copy -> {
            copy.onDelete = action;
            copy.onDeleteDefault = null;
        }));
    }

    /**
     * Lets owners refer to another row when their target is deleted.
     *
     * @param action {@link OnDelete#SET_DEFAULT}
     * @param value the key of that row: the value of its one component, or a list of the values of several; a delete is
     *     refused where no such row is left for those that need it
     * @return a changed copy
     */
    public ManyToOne<S, T> onDelete(OnDelete action, Object value) {
        return new ManyToOne<>(mapping.with(copy -> {
            copy.onDelete = action;
            copy.onDeleteDefault = value;
        }));
    }

    /**
     * Says what happens to owners when the key that they refer to changes; {@link OnUpdate#NO_ACTION} by default.
     *
     * @param action what happens
     * @return a changed copy
     */
    public ManyToOne<S, T> onUpdate(OnUpdate action) {
        return new ManyToOne<>(mapping.with(copy -> copy.onUpdate = action));
    }

    /**
     * Makes this relationship part of every fetch plan of its owner, except {@code withoutEager()}; its views are not.
     *
     * @return a changed copy
     */
    public ManyToOne<S, T> eager() {
        return new ManyToOne<>(mapping.with(copy -> copy.eager = true));
    }

    /**
     * Names the target's constant that is the other side of this one.
     *
     * @param constant the constant's name in the target's record
     * @return a changed copy
     */
    public ManyToOne<S, T> inverseOf(String constant) {
        return new ManyToOne<>(mapping.with(copy -> copy.inverseOf = constant));
    }

    /**
     * The other side of this relationship.
     *
     * @return the relation from the target to its owners
     */
    public OneToMany<T, S> inverse() {
        return new OneToMany<>(mapping.flip(RelationshipKind.ONE_TO_MANY), List.of());
    }

    @Override
    public S assign(S owner, @Nullable T target) {
        KeyCopy<S> known = keyCopy;
        if (known == null) {
            known = KeyCopy.of(mapping, owner);
            keyCopy = known;
        }
        return known.assign(owner, target);
    }
}
