package dev.relata.model;

import dev.relata.error.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * New values for properties: {@code set(Book::pages, 0).and(Book::title, "–")}. Immutable.
 *
 * <p>A value may also be one that the store works out for each row, of what the row holds before the statement:
 *
 * <pre>{@code
 * set(Book::stock).minus(1)
 * set(Order::shippedTo).toProperty(Order::billedTo).and(Order::changedAt).toNow()
 * }</pre>
 *
 * @param <E> the record
 */
public final class Assignment<E> {

    /**
     * One property's new value.
     *
     * @param property the property
     * @param to the value that is given, or how the store works it out
     * @param <E> the record
     */
    public record Part<E>(Property<E, ?> property, Term<E> to) {

        /** Refuses a null for the property. */
        public Part {
            RefusedException.unlessNull(property, "set", "the property");
        }
    }

    private final List<Part<E>> parts;

    private Assignment(List<Part<E>> parts) {
        this.parts = List.copyOf(parts);
    }

    /**
     * Sets a property.
     *
     * @param property the property
     * @param value the new value, null to clear it
     * @param <E> the record
     * @param <V> the property's type
     * @return the assignment
     */
    public static <E, V extends Comparable<? super V>> Assignment<E> set(Property<E, V> property, @Nullable V value) {
        return new Assignment<>(List.of(new Part<>(property, new Term.Constant<>(value))));
    }

    /**
     * Begins to set a number, also to one that the store calculates.
     *
     * @param property the property
     * @param <E> the record
     * @param <N> the property's type
     * @return what takes the value
     */
    @SuppressWarnings("overloads") // a reference to a number fits both, of which this one is the more special
    public static <E, N extends Number & Comparable<? super N>> ToNumber<E, N> set(NumberProperty<E, N> property) {
        return new StartedNumber<>(List.of(), property);
    }

    /**
     * Begins to set a property of any type, such as a JSON one.
     *
     * @param property the property
     * @param <E> the record
     * @param <V> the property's type
     * @return what takes the value
     */
    @SuppressWarnings("overloads") // as above
    public static <E, V> To<E, V> set(Property<E, V> property) {
        return new Started<>(List.of(), property);
    }

    /**
     * This assignment and one more.
     *
     * @param property the property
     * @param value the new value, null to clear it
     * @param <V> the property's type
     * @return a longer copy
     */
    public <V extends Comparable<? super V>> Assignment<E> and(Property<E, V> property, @Nullable V value) {
        return with(parts, property, new Term.Constant<>(value));
    }

    /**
     * Begins one more assignment to a number.
     *
     * @param property the property
     * @param <N> the property's type
     * @return what takes the value
     */
    @SuppressWarnings("overloads") // as with set
    public <N extends Number & Comparable<? super N>> ToNumber<E, N> and(NumberProperty<E, N> property) {
        return new StartedNumber<>(parts, property);
    }

    /**
     * Begins one more assignment to a property of any type.
     *
     * @param property the property
     * @param <V> the property's type
     * @return what takes the value
     */
    @SuppressWarnings("overloads") // as with set
    public <V> To<E, V> and(Property<E, V> property) {
        return new Started<>(parts, property);
    }

    /**
     * Answers the single assignments.
     *
     * @return the parts in the order given, unmodifiable
     */
    public List<Part<E>> parts() {
        return parts;
    }

    private static <E> Assignment<E> with(List<Part<E>> parts, Property<E, ?> property, Term<E> to) {
        List<Part<E>> more = new ArrayList<>(parts);
        more.add(new Part<>(property, to));
        return new Assignment<>(more);
    }

    /**
     * Takes the value of an assignment that was begun.
     *
     * @param <E> the record
     * @param <V> the property's type
     */
    public interface To<E, V> {

        /**
         * Sets the property to a value.
         *
         * @param value the new value, null to clear it
         * @return the assignment
         */
        Assignment<E> to(@Nullable V value);

        /**
         * Sets the property to the value that another property of the same row has before the statement; two properties
         * can change places in one assignment. A null is taken over too; where the property must not be null, it is an
         * error of the store and nothing is written.
         *
         * @param property the other property
         * @return the assignment
         */
        Assignment<E> toProperty(Property<E, V> property);

        /**
         * Sets the property to the default that its column has in the database. Needs {@code Capability.COLUMN_DEFAULTS};
         * without it, it is refused.
         *
         * @return the assignment
         */
        Assignment<E> toDefault();

        /**
         * Sets the property to the present time by the clock of the store: in PostgreSQL the time at which the transaction
         * began, in MongoDB the time of the statement. For an {@code Instant}, {@code OffsetDateTime}, {@code ZonedDateTime},
         * {@code LocalDateTime} or {@code LocalDate}, the last two in UTC; others are refused.
         *
         * @return the assignment
         */
        Assignment<E> toNow();
    }

    /**
     * Takes the value of an assignment to a number that was begun. A calculation with a null is null. A result that the
     * property cannot hold is a {@code StoreException} with the reason {@code TOO_LARGE}, and nothing is written.
     *
     * @param <E> the record
     * @param <N> the property's type
     */
    public interface ToNumber<E, N extends Number & Comparable<? super N>> extends To<E, N> {

        /**
         * Adds to the number that is stored, as {@code stock = stock + 1} does: changes by others at the same time are not
         * lost.
         *
         * @param number the number to add
         * @return the assignment
         */
        Assignment<E> plus(N number);

        /**
         * Takes away from the number that is stored, as {@code stock = stock - 1} does: changes by others at the same time
         * are not lost.
         *
         * @param number the number to take away
         * @return the assignment
         */
        Assignment<E> minus(N number);

        /**
         * Sets the property to a number that the store calculates of what the row holds before the statement. A value of
         * related rows is refused on subscribe.
         *
         * @param value the number
         * @return the assignment
         */
        Assignment<E> toValue(NumberValue<E, N> value);
    }

    /** An assignment that lacks the value of its last property. */
    private static sealed class Started<E, V> implements To<E, V> {

        private final List<Part<E>> before;
        final Property<E, V> property;

        Started(List<Part<E>> before, Property<E, V> property) {
            this.before = before;
            this.property = property;
        }

        final Assignment<E> with(Term<E> to) {
            return Assignment.with(before, property, to);
        }

        @Override
        public final Assignment<E> to(@Nullable V value) {
            return with(new Term.Constant<>(value));
        }

        @Override
        public final Assignment<E> toProperty(Property<E, V> other) {
            return with(Term.of(RefusedException.unlessNull(other, "toProperty", "the property")));
        }

        @Override
        public final Assignment<E> toDefault() {
            return with(new Term.Default<>());
        }

        @Override
        public final Assignment<E> toNow() {
            return with(new Term.Now<>());
        }
    }

    /** One whose last property is a number. */
    private static final class StartedNumber<E, N extends Number & Comparable<? super N>> extends Started<E, N>
            implements ToNumber<E, N> {

        StartedNumber(List<Part<E>> before, NumberProperty<E, N> property) {
            super(before, property);
        }

        @Override
        public Assignment<E> plus(N number) {
            return toValue(stored().plus(number));
        }

        @Override
        public Assignment<E> minus(N number) {
            return toValue(stored().minus(number));
        }

        @Override
        public Assignment<E> toValue(NumberValue<E, N> value) {
            return with(Value.termOf("toValue", value));
        }

        private NumberValue<E, N> stored() {
            return new NumberValue<>(Term.of(property));
        }
    }
}
