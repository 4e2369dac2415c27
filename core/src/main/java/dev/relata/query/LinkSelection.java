package dev.relata.query;

import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The links of one owner: each a target and the join record that leads to it. Immutable, thread-safe; nothing is sent
 * before subscribe, and each read is one statement.
 *
 * @param <T> the target
 * @param <J> the join record
 */
public interface LinkSelection<T, J> {

    /**
     * Links whose join record meets the condition.
     *
     * @param property a property of the join record
     * @param condition what is asked of it
     * @param <V> the property's type
     * @return the narrower selection
     */
    <V extends Comparable<? super V>> LinkSelection<T, J> where(Property<J, V> property, Condition<V> condition);

    /**
     * Links whose join record passes the filter.
     *
     * @param filter the filter
     * @return the narrower selection
     */
    LinkSelection<T, J> where(Filter<J> filter);

    /**
     * Links whose target meets the condition.
     *
     * @param property a property of the target
     * @param condition what is asked of it
     * @param <V> the property's type
     * @return the narrower selection
     */
    <V extends Comparable<? super V>> LinkSelection<T, J> whereTarget(Property<T, V> property, Condition<V> condition);

    /**
     * Links whose target passes the filter.
     *
     * @param filter the filter
     * @return the narrower selection
     */
    LinkSelection<T, J> whereTarget(Filter<T> filter);

    /**
     * The links in an order of the join records, which replaces the one before.
     *
     * @param sort the term
     * @return the ordered selection
     */
    LinkSelection<T, J> orderBy(Sort<J> sort);

    /**
     * The links with a further term of their order.
     *
     * @param sort the term
     * @return the ordered selection
     */
    LinkSelection<T, J> thenBy(Sort<J> sort);

    /**
     * At most so many of these links; of two limits the smaller holds.
     *
     * @param rows the most links, 0 or more
     * @return the limited selection
     */
    LinkSelection<T, J> limit(long rows);

    /**
     * Reads all links at once.
     *
     * @return the links in order
     */
    Flux<Link<T, J>> all();

    /**
     * Streams the links; see {@link Selection#iterate(Iteration)}.
     *
     * @return the links in order
     */
    Flux<Link<T, J>> iterate();

    /**
     * Counts the links.
     *
     * @return the number, 0 for none
     */
    Mono<Long> count();
}
