package dev.relata.query;

import dev.relata.model.Property;
import reactor.core.publisher.Flux;

/**
 * A selection grouped by a property; each method sends one statement on subscribe. Immutable.
 *
 * <p>Groups come in the order of the property that the selection has, where it is ordered by it first, else in ascending
 * order, null last.
 *
 * @param <T> the row
 * @param <K> the property's type
 */
public interface Grouping<T, K> {

    /**
     * Counts the rows of each group.
     *
     * @return a group for each value that occurs
     */
    Flux<Group<K, Long>> count();

    /**
     * Sums up a property over each group; see {@link Selection#sum}.
     *
     * @param property the property
     * @return a group for each value that occurs
     */
    Flux<Group<K, Number>> sum(Property<T, ? extends Number> property);

    /**
     * The smallest value of a property in each group; groups in which it is always null are left out.
     *
     * @param property the property
     * @param <V> the property's type
     * @return a group for each value that occurs
     */
    <V> Flux<Group<K, V>> min(Property<T, V> property);

    /**
     * The largest value of a property in each group; groups in which it is always null are left out.
     *
     * @param property the property
     * @param <V> the property's type
     * @return a group for each value that occurs
     */
    <V> Flux<Group<K, V>> max(Property<T, V> property);

    /**
     * The mean of a property over each group; groups in which it is always null are left out.
     *
     * @param property the property
     * @return a group for each value that occurs
     */
    Flux<Group<K, Double>> avg(Property<T, ? extends Number> property);
}
