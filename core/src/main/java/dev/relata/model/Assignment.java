package dev.relata.model;

import dev.relata.error.RefusedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * New values for properties: {@code set(Book::pages, 0).and(Book::title, "–")}. Immutable.
 *
 * @param <E> the record
 */
public final class Assignment<E> {

    /**
     * One property's new value.
     *
     * @param property the property
     * @param value the value, null to clear it
     * @param <E> the record
     */
    public record Part<E>(Property<E, ?> property, @Nullable Object value) {

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
        return new Assignment<>(List.of(new Part<>(property, value)));
    }

    /**
     * Begins to set a property of any type, such as a JSON one.
     *
     * @param property the property
     * @param <E> the record
     * @param <V> the property's type
     * @return what takes the value
     */
    public static <E, V> To<E, V> set(Property<E, V> property) {
        return value -> new Assignment<>(List.of(new Part<>(property, value)));
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
        return plus(property, value);
    }

    /**
     * Begins one more assignment to a property of any type.
     *
     * @param property the property
     * @param <V> the property's type
     * @return what takes the value
     */
    public <V> To<E, V> and(Property<E, V> property) {
        return value -> plus(property, value);
    }

    /**
     * Answers the single assignments.
     *
     * @return the parts in the order given, unmodifiable
     */
    public List<Part<E>> parts() {
        return parts;
    }

    private Assignment<E> plus(Property<E, ?> property, @Nullable Object value) {
        List<Part<E>> more = new ArrayList<>(parts);
        more.add(new Part<>(property, value));
        return new Assignment<>(more);
    }

    /**
     * Takes the value of an assignment that was begun.
     *
     * @param <E> the record
     * @param <V> the property's type
     */
    @FunctionalInterface
    public interface To<E, V> {

        /**
         * Completes the assignment.
         *
         * @param value the new value, null to clear it
         * @return the assignment
         */
        Assignment<E> to(@Nullable V value);
    }
}
