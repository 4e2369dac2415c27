package dev.relata.model;

import dev.relata.error.RefusedException;
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

    private final @Nullable Supplier<? extends ToOne<E, ?>> through;
    private final @Nullable Property<?, ?> property;
    private final @Nullable Value<E, ?> value;
    private final Direction direction;
    private final Nulls nulls;

    private Sort(@Nullable Supplier<? extends ToOne<E, ?>> through, Property<?, ?> property, Direction direction) {
        this(through, property, direction, direction == Direction.ASC ? Nulls.LAST : Nulls.FIRST);
    }

    private Sort(
            @Nullable Supplier<? extends ToOne<E, ?>> through,
            Property<?, ?> property,
            Direction direction,
            Nulls nulls) {
        this.through = through;
        this.property = RefusedException.unlessNull(property, "asc or desc", "the property");
        this.value = null;
        this.direction = direction;
        this.nulls = nulls;
    }

    private Sort(Value<E, ?> value, Direction direction, Nulls nulls) {
        this.through = null;
        this.property = null;
        this.value = RefusedException.unlessNull(value, "asc or desc", "the value");
        this.direction = direction;
        this.nulls = nulls;
    }

    private Sort(Sort<E> sort, Nulls nulls) {
        this.through = sort.through;
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
        return new Sort<>(null, property, Direction.ASC);
    }

    /**
     * Largest first.
     *
     * @param property the property to order by
     * @param <E> the record
     * @return the term
     */
    public static <E> Sort<E> desc(Property<E, ?> property) {
        return new Sort<>(null, property, Direction.DESC);
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
        return new Sort<>(
                RefusedException.unlessNull(relationship, "asc", "the supplier of the relationship"),
                property,
                Direction.ASC);
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
        return new Sort<>(
                RefusedException.unlessNull(relationship, "desc", "the supplier of the relationship"),
                property,
                Direction.DESC);
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
     * Answers the to-one on the way to the property.
     *
     * @return the relationship, or null where the property is the record's own
     */
    public @Nullable ToOne<E, ?> relationship() {
        return through == null ? null : through.get();
    }

    /**
     * Answers the property.
     *
     * @return the property of the record, or of the related one
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
