package dev.relata.model;

import dev.relata.error.RefusedException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Declares relationships; meant for static import into the records that hold the constants.
 *
 * <p>Each takes other models by class literal, method reference, name or supplier only, so that initialising one record never
 * initialises another.
 */
public final class Relationships {

    private Relationships() {}

    /**
     * A relationship to one row that many owners may share.
     *
     * @param key the owner's property that holds the target's id
     * @param target the target
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship, required until {@code optional()}
     */
    public static <S, T> ManyToOne<S, T> manyToOne(Property<S, ?> key, Class<T> target) {
        return new ManyToOne<>(keyOnOwner(RelationshipKind.MANY_TO_ONE, ComponentRef.all(key), TypeRef.of(target)));
    }

    /**
     * A relationship to one row under a key of several components.
     *
     * @param key the owner's properties that hold the target's id, in the order of that id
     * @param target the target
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship, required until {@code optional()}
     */
    public static <S, T> ManyToOne<S, T> manyToOne(Key<S> key, Class<T> target) {
        return new ManyToOne<>(keyOnOwner(RelationshipKind.MANY_TO_ONE, ComponentRef.all(key), TypeRef.of(target)));
    }

    /**
     * A relationship to one row of a type that cannot be seen from here.
     *
     * @param key the owner's property that holds the target's id
     * @param target the simple or full name of the target's record, checked against the model
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship, required until {@code optional()}
     */
    public static <S, T> ManyToOne<S, T> manyToOne(Property<S, ?> key, String target) {
        return new ManyToOne<>(keyOnOwner(RelationshipKind.MANY_TO_ONE, ComponentRef.all(key), TypeRef.named(target)));
    }

    /**
     * A relationship to one row that no other owner shares.
     *
     * @param key the owner's property that holds the target's id, unique
     * @param target the target
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship, required until {@code optional()}
     */
    public static <S, T> OneToOne<S, T> oneToOne(Property<S, ?> key, Class<T> target) {
        return new OneToOne<>(keyOnOwner(RelationshipKind.ONE_TO_ONE, ComponentRef.all(key), TypeRef.of(target)));
    }

    /**
     * A relationship to one row that no other owner shares, under a key of several components.
     *
     * @param key the owner's properties that hold the target's id, unique together
     * @param target the target
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship, required until {@code optional()}
     */
    public static <S, T> OneToOne<S, T> oneToOne(Key<S> key, Class<T> target) {
        return new OneToOne<>(keyOnOwner(RelationshipKind.ONE_TO_ONE, ComponentRef.all(key), TypeRef.of(target)));
    }

    /**
     * A relationship to one row of a type that cannot be seen from here, shared by no other owner.
     *
     * @param key the owner's property that holds the target's id, unique
     * @param target the simple or full name of the target's record, checked against the model
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship, required until {@code optional()}
     */
    public static <S, T> OneToOne<S, T> oneToOne(Property<S, ?> key, String target) {
        return new OneToOne<>(keyOnOwner(RelationshipKind.ONE_TO_ONE, ComponentRef.all(key), TypeRef.named(target)));
    }

    /**
     * The side without the key of a one-to-one.
     *
     * @param owner the owner
     * @param key the target's property that holds the owner's id
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship
     */
    public static <S, T> HasOne<S, T> hasOne(Class<S> owner, Property<T, ?> key) {
        return new HasOne<>(keyOnTarget(RelationshipKind.HAS_ONE, owner, ComponentRef.all(key)));
    }

    /**
     * The side without the key of a one-to-one, under a key of several components.
     *
     * @param owner the owner
     * @param key the target's properties that hold the owner's id
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship
     */
    public static <S, T> HasOne<S, T> hasOne(Class<S> owner, Key<T> key) {
        return new HasOne<>(keyOnTarget(RelationshipKind.HAS_ONE, owner, ComponentRef.all(key)));
    }

    /**
     * The side without the key of a one-to-one, to a type that cannot be seen from here.
     *
     * @param owner the owner
     * @param target the simple or full name of the target's record, checked against the model
     * @param key the name of the target's component that holds the owner's id
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship
     */
    public static <S, T> HasOne<S, T> hasOne(Class<S> owner, String target, String key) {
        return new HasOne<>(keyOnTarget(RelationshipKind.HAS_ONE, owner, target, key));
    }

    /**
     * A relationship to any number of rows that hold this owner's key.
     *
     * @param owner the owner
     * @param key the target's property that holds the owner's id
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship
     */
    public static <S, T> OneToMany<S, T> oneToMany(Class<S> owner, Property<T, ?> key) {
        return new OneToMany<>(keyOnTarget(RelationshipKind.ONE_TO_MANY, owner, ComponentRef.all(key)), List.of());
    }

    /**
     * A relationship to any number of rows that hold this owner's key of several components.
     *
     * @param owner the owner
     * @param key the target's properties that hold the owner's id, in the order of that id
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship
     */
    public static <S, T> OneToMany<S, T> oneToMany(Class<S> owner, Key<T> key) {
        return new OneToMany<>(keyOnTarget(RelationshipKind.ONE_TO_MANY, owner, ComponentRef.all(key)), List.of());
    }

    /**
     * A relationship to any number of rows of a type that cannot be seen from here.
     *
     * @param owner the owner
     * @param target the simple or full name of the target's record, checked against the model
     * @param key the name of the target's component that holds the owner's id
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship
     */
    public static <S, T> OneToMany<S, T> oneToMany(Class<S> owner, String target, String key) {
        return new OneToMany<>(keyOnTarget(RelationshipKind.ONE_TO_MANY, owner, target, key), List.of());
    }

    /**
     * A relationship to any number of rows that hold no key of this owner: the owner's row keeps their ids, so
     * {@link OneToMany#storedAs storedAs(ID_ARRAY)} must follow.
     *
     * @param owner the owner
     * @param target the target
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship
     */
    public static <S, T> OneToMany<S, T> oneToMany(Class<S> owner, Class<T> target) {
        RelationshipMapping mapping = linked(owner, TypeRef.of(target));
        mapping.exclusive = true;
        return new OneToMany<>(mapping, List.of());
    }

    /**
     * A relationship by links in a junction of two keys.
     *
     * @param owner the owner
     * @param target the target
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship
     */
    public static <S, T> ManyToMany<S, T> manyToMany(Class<S> owner, Class<T> target) {
        return new ManyToMany<>(linked(owner, TypeRef.of(target)), List.of());
    }

    /**
     * A relationship by links to a type that cannot be seen from here.
     *
     * @param owner the owner
     * @param target the simple or full name of the target's record, checked against the model
     * @param <S> the owner
     * @param <T> the target
     * @return the relationship
     */
    public static <S, T> ManyToMany<S, T> manyToMany(Class<S> owner, String target) {
        return new ManyToMany<>(linked(owner, TypeRef.named(target)), List.of());
    }

    /**
     * A relationship to the rows that two others, one after the other, lead to; nothing is stored for it.
     *
     * @param first the relationship of the owner, asked when the model is built
     * @param then the relationship of the rows that the first leads to, asked when the model is built
     * @param <S> the owner
     * @param <M> the rows on the way
     * @param <T> the target
     * @return the relationship, which is read and never written
     */
    public static <S, M, T> HasManyThrough<S, T> hasManyThrough(
            Supplier<? extends Relationship<S, M>> first, Supplier<? extends Relationship<M, T>> then) {
        return through(List.of(supplier(first, 1), supplier(then, 2)));
    }

    /**
     * A relationship to the rows that three others, one after the other, lead to; nothing is stored for it.
     *
     * @param first the relationship of the owner, asked when the model is built
     * @param second the relationship of the rows that the first leads to, asked when the model is built
     * @param third the relationship of the rows that the second leads to, asked when the model is built
     * @param <S> the owner
     * @param <M> the rows that the first leads to
     * @param <N> the rows that the second leads to
     * @param <T> the target
     * @return the relationship, which is read and never written; of more than three one may be a {@link HasManyThrough} itself
     */
    public static <S, M, N, T> HasManyThrough<S, T> hasManyThrough(
            Supplier<? extends Relationship<S, M>> first,
            Supplier<? extends Relationship<M, N>> second,
            Supplier<? extends Relationship<N, T>> third) {
        return through(List.of(supplier(first, 1), supplier(second, 2), supplier(third, 3)));
    }

    private static <S, T> HasManyThrough<S, T> through(List<Supplier<? extends Relationship<?, ?>>> segments) {
        return new HasManyThrough<>(RelationshipMapping.through(segments), List.of());
    }

    private static <R extends Relationship<?, ?>> Supplier<R> supplier(Supplier<R> segment, int place) {
        return RefusedException.unlessNull(segment, "hasManyThrough", "the supplier of relationship " + place);
    }

    /**
     * Several properties that together refer to a row.
     *
     * @param properties the properties, in the order of the key they refer to
     * @param <E> the record
     * @return the key
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <E> Key<E> key(Property<E, ?>... properties) {
        return new Key<>(List.of(properties));
    }

    private static RelationshipMapping keyOnOwner(RelationshipKind kind, List<ComponentRef> key, TypeRef target) {
        return keyed(kind, TypeRef.declaring(key.get(0)), key, target);
    }

    private static RelationshipMapping keyOnTarget(RelationshipKind kind, Class<?> owner, List<ComponentRef> key) {
        return keyed(kind, TypeRef.of(owner), key, TypeRef.declaring(key.get(0)));
    }

    private static RelationshipMapping keyOnTarget(RelationshipKind kind, Class<?> owner, String target, String key) {
        return keyed(kind, TypeRef.of(owner), List.of(ComponentRef.named(key)), TypeRef.named(target));
    }

    private static RelationshipMapping keyed(
            RelationshipKind kind, TypeRef owner, List<ComponentRef> key, TypeRef target) {
        RelationshipMapping mapping = new RelationshipMapping(kind, owner, target);
        mapping.key = key;
        return mapping;
    }

    private static RelationshipMapping linked(Class<?> owner, TypeRef target) {
        return new RelationshipMapping(RelationshipKind.MANY_TO_MANY, TypeRef.of(owner), target);
    }
}
