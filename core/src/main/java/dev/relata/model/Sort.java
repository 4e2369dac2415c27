package dev.relata.model;

import dev.relata.error.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One term of an order. Immutable.
 *
 * <p>Without {@link #nullsFirst()} or {@link #nullsLast()} nulls count as the largest value: last ascending, first
 * descending, as PostgreSQL does.
 *
 * @param <E> the record that is ordered
 */
public final class Sort<E> {

    /** The way to the record of the property; the type arguments of the methods that make it say that each follows the one before. */
    private final List<Supplier<? extends ToOne<?, ?>>> path;

    private final @Nullable Property<?, ?> property;
    private final @Nullable Value<E, ?> value;
    private final Direction direction;
    private final Nulls nulls;

    private Sort(List<Supplier<? extends ToOne<?, ?>>> path, Property<?, ?> property, Direction direction) {
        this(path, property, direction, direction == Direction.ASC ? Nulls.LAST : Nulls.FIRST);
    }

    private Sort(
            List<Supplier<? extends ToOne<?, ?>>> path, Property<?, ?> property, Direction direction, Nulls nulls) {
        this.path = path;
        this.property = RefusedException.unlessNull(property, "asc or desc", "the property");
        this.value = null;
        this.direction = direction;
        this.nulls = nulls;
    }

    private Sort(Value<E, ?> value, Direction direction, Nulls nulls) {
        this.path = List.of();
        this.property = null;
        this.value = RefusedException.unlessNull(value, "asc or desc", "the value");
        this.direction = direction;
        this.nulls = nulls;
    }

    private Sort(Sort<E> sort, Nulls nulls) {
        this.path = sort.path;
        this.property = sort.property;
        this.value = sort.value;
        this.direction = sort.direction;
        this.nulls = nulls;
    }

    /**
     * Smallest first.
     *
     * @param property the property to order by
     * @param <E> the record
     * @return the term
     */
    public static <E> Sort<E> asc(Property<E, ?> property) {
        return new Sort<>(List.of(), property, Direction.ASC);
    }

    /**
     * Largest first.
     *
     * @param property the property to order by
     * @param <E> the record
     * @return the term
     */
    public static <E> Sort<E> desc(Property<E, ?> property) {
        return new Sort<>(List.of(), property, Direction.DESC);
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
        return asc(constant(relationship, "asc"), property);
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
        return desc(constant(relationship, "desc"), property);
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
        return new Sort<>(List.of(supplier(relationship, "asc")), property, Direction.ASC);
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
        return new Sort<>(List.of(supplier(relationship, "desc")), property, Direction.DESC);
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
        return through(constant(relationship, "through"), sort);
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
        List<Supplier<? extends ToOne<?, ?>>> path = new ArrayList<>();
        path.add(supplier(relationship, "through"));
        path.addAll(RefusedException.unlessNull(sort, "through", "the sort of the related record").path);
        Property<?, ?> property = sort.property;
        if (property == null) {
            throw new RefusedException(
                    "through: the related record is ordered by a value that is worked out, and only a property"
                            + " can be reached through a to-one; order by property(REL, …) instead");
        }
        return new Sort<>(List.copyOf(path), property, sort.direction, sort.nulls);
    }

    private static <R extends ToOne<?, ?>> Supplier<? extends R> supplier(
            Supplier<? extends R> relationship, String call) {
        return RefusedException.unlessNull(relationship, call, "the supplier of the relationship");
    }

    /**
     * Smallest first, by a value of the row, such as the number of its related rows.
     *
     * @param value the value
     * @param <E> the record
     * @return the term
     */
    public static <E> Sort<E> asc(Value<E, ?> value) {
        return new Sort<>(value, Direction.ASC, Nulls.LAST);
    }

    /**
     * Largest first, by a value of the row, such as the number of its related rows.
     *
     * @param value the value
     * @param <E> the record
     * @return the term
     */
    public static <E> Sort<E> desc(Value<E, ?> value) {
        return new Sort<>(value, Direction.DESC, Nulls.FIRST);
    }

    /**
     * Groups with the smallest aggregate first.
     *
     * @param aggregation what is computed over each group
     * @param <E> the record that is grouped
     * @return the term, for {@code Grouping.orderBy}
     */
    public static <E> GroupSort<E> asc(Aggregation<E, ?> aggregation) {
        return new GroupSort<>(aggregation, Direction.ASC, Nulls.LAST);
    }

    /**
     * Groups with the largest aggregate first.
     *
     * @param aggregation what is computed over each group
     * @param <E> the record that is grouped
     * @return the term, for {@code Grouping.orderBy}
     */
    public static <E> GroupSort<E> desc(Aggregation<E, ?> aggregation) {
        return new GroupSort<>(aggregation, Direction.DESC, Nulls.FIRST);
    }

    private static <E, U> Supplier<ToOne<E, U>> constant(ToOne<E, U> relationship, String call) {
        RefusedException.unlessNull(
                relationship, call, "the relationship (a constant is null before its record is initialised)");
        return () -> relationship;
    }

    /**
     * This order with nulls before every value.
     *
     * @return a changed copy
     */
    public Sort<E> nullsFirst() {
        return new Sort<>(this, Nulls.FIRST);
    }

    /**
     * This order with nulls after every value.
     *
     * @return a changed copy
     */
    public Sort<E> nullsLast() {
        return new Sort<>(this, Nulls.LAST);
    }

    /**
     * Answers the to-ones on the way to the property.
     *
     * @return the relationships, each of the record that the one before leads to; empty where the property is the record's own
     */
    public List<ToOne<?, ?>> path() {
        return path.stream().<ToOne<?, ?>>map(Supplier::get).toList();
    }

    /**
     * Answers the property.
     *
     * @return the property of the record, or of the one at the end of the path
     * @throws IllegalStateException where the order is by a {@link #value()}
     */
    public Property<?, ?> property() {
        if (property == null) {
            throw new IllegalStateException("the order is by a value of the row, and not by a property");
        }
        return property;
    }

    /**
     * Answers the value that is ordered by.
     *
     * @return the value, or null where the order is by a property
     */
    public @Nullable Value<E, ?> value() {
        return value;
    }

    /**
     * Answers the direction.
     *
     * @return the direction
     */
    public Direction direction() {
        return direction;
    }

    /**
     * Answers where nulls go.
     *
     * @return first or last
     */
    public Nulls nulls() {
        return nulls;
    }
}
