package dev.relata.model;

import java.util.ArrayList;
import java.util.List;

/** The options that every to-many has: a default filter, order and limit. */
abstract class DeclaredToMany<S, T, R> extends Declared<S, T, R> {

    DeclaredToMany(RelationshipMapping mapping, List<Step<T>> steps) {
        super(mapping, steps);
    }

    /**
     * This relation with only the rows that meet the condition; after {@link #limit} it filters the limited rows.
     *
     * @param property a property of the target
     * @param condition what is asked of it
     * @param <V> the property's type
     * @return a changed copy; the same relation to the model
     */
    public final <V extends Comparable<? super V>> R where(Property<T, V> property, Condition<V> condition) {
        return plus(new Step.Where<>(new Filter.OnProperty<>(property, condition)));
    }

    /**
     * This relation with only the rows that pass the filter.
     *
     * @param filter the filter
     * @return a changed copy; the same relation to the model
     */
    public final R where(Filter<T> filter) {
        return plus(new Step.Where<>(filter));
    }

    /**
     * This relation in another order, which replaces the one it had.
     *
     * @param sort the order
     * @return a changed copy; the same relation to the model
     */
    public final R orderBy(Sort<T> sort) {
        return plus(new Step.SortBy<>(sort));
    }

    /**
     * This relation with a further term of its order.
     *
     * @param sort the term
     * @return a changed copy; the same relation to the model
     */
    public final R thenBy(Sort<T> sort) {
        return plus(new Step.ThenBy<>(sort));
    }

    /**
     * This relation with at most so many rows for each owner; of two limits the smaller holds.
     *
     * @param rows the most rows, 0 or more
     * @return a changed copy; the same relation to the model
     */
    public final R limit(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("limit must be 0 or more, was " + rows);
        }
        return plus(new Step.Limit<>(rows));
    }

    private R plus(Step<T> step) {
        List<Step<T>> more = new ArrayList<>(steps);
        more.add(step);
        return copy(mapping, more);
    }
}
