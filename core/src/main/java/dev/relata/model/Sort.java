package dev.relata.model;

import dev.relata.error.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * One term of an order. Immutable.
 *
 * <p>Without {@link #nullsFirst()} or {@link #nullsLast()} nulls count as the largest value: last ascending, first
 * descending, as PostgreSQL does.
 *
 * @param <E> the record that is ordered
 */
public final class Sort<E> extends GroupSort<E> {

    private Sort(Term<E> by, Direction direction) {
        super(by, direction);
    }

    private Sort(Term<E> by, Direction direction, Nulls nulls) {
        super(by, direction, nulls);
    }

    /**
     * Smallest first.
     *
     * @param property the property to order by
     * @param <E> the record
     * @return the term
     */
    public static <E> Sort<E> asc(Property<E, ?> property) {
        return new Sort<>(Term.of(property), Direction.ASC);
    }

    /**
     * Largest first.
     *
     * @param property the property to order by
     * @param <E> the record
     * @return the term
     */
    public static <E> Sort<E> desc(Property<E, ?> property) {
        return new Sort<>(Term.of(property), Direction.DESC);
    }

    /**
     * Smallest first, by a property of the related record; rows without one count as null.
     *
     * @param relationship the to-one
     * @param property the property of the related record
     * @param <E> the record
     * @param <U> the related record
     * @return the term
     */
    public static <E, U> Sort<E> asc(ToOne<E, U> relationship, Property<U, ?> property) {
        return through(relationship, asc(property));
    }

    /**
     * Largest first, by a property of the related record; rows without one count as null.
     *
     * @param relationship the to-one
     * @param property the property of the related record
     * @param <E> the record
     * @param <U> the related record
     * @return the term
     */
    public static <E, U> Sort<E> desc(ToOne<E, U> relationship, Property<U, ?> property) {
        return through(relationship, desc(property));
    }

    /**
     * Smallest first, by a property of the related record; for use inside a constant.
     *
     * @param relationship the to-one, asked on first use
     * @param property the property of the related record
     * @param <E> the record
     * @param <U> the related record
     * @return the term
     */
    public static <E, U> Sort<E> asc(Supplier<? extends ToOne<E, U>> relationship, Property<U, ?> property) {
        return through(relationship, asc(property));
    }

    /**
     * Largest first, by a property of the related record; for use inside a constant.
     *
     * @param relationship the to-one, asked on first use
     * @param property the property of the related record
     * @param <E> the record
     * @param <U> the related record
     * @return the term
     */
    public static <E, U> Sort<E> desc(Supplier<? extends ToOne<E, U>> relationship, Property<U, ?> property) {
        return through(relationship, desc(property));
    }

    /**
     * Smallest first, by a property of a record two to-ones away, such as the artist of a track's album; rows without one count as null.
     *
     * @param first the to-one
     * @param second a to-one of the record that the first leads to
     * @param property the property of the record that the second leads to
     * @param <E> the record
     * @param <M> the record on the way
     * @param <U> the record of the property
     * @return the term
     */
    public static <E, M, U> Sort<E> asc(ToOne<E, M> first, ToOne<M, U> second, Property<U, ?> property) {
        return through(first, asc(second, property));
    }

    /**
     * Largest first, by a property of a record two to-ones away, such as the artist of a track's album; rows without one count as null.
     *
     * @param first the to-one
     * @param second a to-one of the record that the first leads to
     * @param property the property of the record that the second leads to
     * @param <E> the record
     * @param <M> the record on the way
     * @param <U> the record of the property
     * @return the term
     */
    public static <E, M, U> Sort<E> desc(ToOne<E, M> first, ToOne<M, U> second, Property<U, ?> property) {
        return through(first, desc(second, property));
    }

    /**
     * By a term of the order of the related record, which may go on to further ones; rows without one count as null.
     *
     * <pre>{@code
     * through(Track.ALBUM, asc(Album.ARTIST, Artist::name).nullsFirst())
     * }</pre>
     *
     * @param relationship the to-one
     * @param sort the term, with its direction and its place of nulls
     * @param <E> the record
     * @param <U> the related record
     * @return the term
     */
    public static <E, U> Sort<E> through(ToOne<E, U> relationship, Sort<U> sort) {
        return through(Term.Stored.step(relationship), sort);
    }

    /**
     * By a term of the order of the related record; for use inside a constant.
     *
     * @param relationship the to-one, asked on first use
     * @param sort the term, with its direction and its place of nulls
     * @param <E> the record
     * @param <U> the related record
     * @return the term
     */
    public static <E, U> Sort<E> through(Supplier<? extends ToOne<E, U>> relationship, Sort<U> sort) {
        RefusedException.unlessNull(relationship, "a sort", "the supplier of the relationship");
        Sort<U> further = RefusedException.unlessNull(sort, "through", "the sort of the related record");
        if (!(further.term() instanceof Term.Stored<U> stored)) {
            throw new RefusedException(
                    "through: the related record is ordered by a value that is worked out, and only a property"
                            + " can be reached through a to-one; order by valueOf(REL, …) instead");
        }
        List<Supplier<? extends ToOne<?, ?>>> way = new ArrayList<>();
        way.add(relationship);
        way.addAll(stored.way());
        return new Sort<>(new Term.Stored<>(way, stored.property()), further.direction(), further.nulls());
    }

    /**
     * Smallest first, by a value of the row, such as the number of its related rows.
     *
     * @param value the value
     * @param <E> the record
     * @return the term
     */
    public static <E> Sort<E> asc(Value<E, ?> value) {
        return new Sort<>(Value.termOf("asc", value), Direction.ASC);
    }

    /**
     * Largest first, by a value of the row, such as the number of its related rows.
     *
     * @param value the value
     * @param <E> the record
     * @return the term
     */
    public static <E> Sort<E> desc(Value<E, ?> value) {
        return new Sort<>(Value.termOf("desc", value), Direction.DESC);
    }

    /**
     * Groups with the smallest aggregate first.
     *
     * @param aggregation what is computed over each group
     * @param <E> the record that is grouped
     * @return the term, for {@code Grouping.orderBy}
     */
    public static <E> GroupSort<E> asc(Aggregation<E, ?> aggregation) {
        return new GroupSort<>(
                new Term.OfGroup<>(RefusedException.unlessNull(aggregation, "asc", "the aggregate")), Direction.ASC);
    }

    /**
     * Groups with the largest aggregate first.
     *
     * @param aggregation what is computed over each group
     * @param <E> the record that is grouped
     * @return the term, for {@code Grouping.orderBy}
     */
    public static <E> GroupSort<E> desc(Aggregation<E, ?> aggregation) {
        return new GroupSort<>(
                new Term.OfGroup<>(RefusedException.unlessNull(aggregation, "desc", "the aggregate")), Direction.DESC);
    }

    @Override
    public Sort<E> nullsFirst() {
        return new Sort<>(term(), direction(), Nulls.FIRST);
    }

    @Override
    public Sort<E> nullsLast() {
        return new Sort<>(term(), direction(), Nulls.LAST);
    }
}
