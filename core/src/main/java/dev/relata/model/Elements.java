package dev.relata.model;

import dev.relata.error.RefusedException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a property that is stored as an array, to be asked for; begun by {@link Conditions#elements}. Immutable.
 * Needs {@code Capability.ARRAY_OPERATORS}; without it, and for a property that is not stored as an array, its conditions are
 * refused on use, as are nulls among the elements.
 *
 * <p>Conditions are false of a null array; order and repetition of elements mean nothing.
 *
 * @param <E> the record
 * @param <T> the type of the elements
 */
public final class Elements<E, T> {

    private final Property<E, ?> property;

    Elements(Property<E, ?> property) {
        this.property = RefusedException.unlessNull(property, "elements", "the property");
    }

    /**
     * True where the array has the element.
     *
     * @param element the element
     * @return the filter
     */
    public Filter<E> contains(T element) {
        return containsAll(List.of(RefusedException.unlessNull(element, "contains", "the element")));
    }

    /**
     * True where the array has all of the elements; over none: where there is an array.
     *
     * @param elements the elements, any number; copied
     * @return the filter
     */
    public Filter<E> containsAll(Collection<? extends T> elements) {
        return filter(Operator.CONTAINS_ALL, "containsAll", elements);
    }

    /**
     * True where the array has at least one of the elements; over none: no rows, and no statement.
     *
     * @param elements the elements, any number; copied
     * @return the filter
     */
    public Filter<E> overlaps(Collection<? extends T> elements) {
        return filter(Operator.OVERLAPS, "overlaps", elements);
    }

    private Filter<E> filter(Operator operator, String call, @Nullable Collection<? extends T> elements) {
        return new Filter.OnProperty<>(
                property,
                Condition.ofAll(operator, RefusedException.unlessNull(elements, call, "the collection of elements")));
    }
}
