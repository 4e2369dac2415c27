package dev.relata.model;

import dev.relata.error.RefusedException;
import java.util.List;

/**
 * The value at a path of keys in a property that is stored as JSON, to be asked for; made by {@link Conditions#json}.
 * Immutable. Needs {@code Capability.JSON_PATHS}; without it, and for a property that is not stored as JSON, its conditions
 * are refused on use.
 *
 * <p>Each key leads from an object to one of its members, never into an array. Where the path leads to nothing, to null or to a
 * value of another type, {@code eq} is false and {@code ne} is true.
 *
 * @param <E> the record
 */
public final class JsonValue<E> {

    private final Property<E, ?> property;
    private final List<String> keys;

    JsonValue(Property<E, ?> property, List<String> keys) {
        this.property = RefusedException.unlessNull(property, "json", "the property");
        this.keys = keys;
    }

    /**
     * True where the value is a text that is equal to the given one.
     *
     * @param text the text
     * @return the filter
     */
    public Filter<E> eq(String text) {
        return equal(text);
    }

    /**
     * True where the value is a number that is equal to the given one, however it is written.
     *
     * @param number the number
     * @return the filter
     */
    public Filter<E> eq(Number number) {
        return equal(number);
    }

    /**
     * True where the value is the given truth value.
     *
     * @param flag true or false
     * @return the filter
     */
    public Filter<E> eq(Boolean flag) {
        return equal(flag);
    }

    /**
     * True where {@link #eq(String)} is not.
     *
     * @param text the text
     * @return the filter
     */
    public Filter<E> ne(String text) {
        return new Filter.Not<>(equal(text));
    }

    /**
     * True where {@link #eq(Number)} is not.
     *
     * @param number the number
     * @return the filter
     */
    public Filter<E> ne(Number number) {
        return new Filter.Not<>(equal(number));
    }

    /**
     * True where {@link #eq(Boolean)} is not.
     *
     * @param flag true or false
     * @return the filter
     */
    public Filter<E> ne(Boolean flag) {
        return new Filter.Not<>(equal(flag));
    }

    private Filter<E> equal(Object value) {
        RefusedException.unlessNull(value, "json", "the value to compare with");
        return new Filter.OnProperty<>(property, Condition.of(Operator.JSON_EQUALS, keys, value));
    }
}
