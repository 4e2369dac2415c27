package dev.relata.query;

import dev.relata.model.Assignment;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The links of one owner: each a target and the join record that leads to it. Immutable, thread-safe; nothing is sent
 * before subscribe, and each read is one statement. Conditions and orders are on the join record, or with {@code Target} in
 * their name on the target.
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
     * Begins a condition on a property of the join record, of any type.
     *
     * @param property a property of the join record
     * @param <V> the property's type
     * @return what takes the condition
     */
    <V> PropertyClause<LinkSelection<T, J>, V> where(Property<J, V> property);

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
     * Begins a condition on a property of the target, of any type.
     *
     * @param property a property of the target
     * @param <V> the property's type
     * @return what takes the condition
     */
    <V> PropertyClause<LinkSelection<T, J>, V> whereTarget(Property<T, V> property);

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
     * The links in an order of their targets, which replaces the one before.
     *
     * @param sort the term
     * @return the ordered selection
     */
    LinkSelection<T, J> orderByTarget(Sort<T> sort);

    /**
     * The links with a further term of their order, by their targets.
     *
     * @param sort the term
     * @return the ordered selection
     */
    LinkSelection<T, J> thenByTarget(Sort<T> sort);

    /**
     * At most so many of these links; of two limits the smaller holds.
     *
     * @param rows the most links, 0 or more
     * @return the limited selection
     */
    LinkSelection<T, J> limit(long rows);

    /**
     * Without the first of these links; by the id of the join record where no order is given.
     *
     * @param rows how many to leave out, 0 or more
     * @return the rest
     */
    LinkSelection<T, J> offset(long rows);

    /**
     * Lets the first lookup of a relationship for the target or the join record of one of these links read it for those of the links
     * that are still to come; see {@link Selection#lookAhead()}.
     *
     * @return a selection of the same links
     */
    LinkSelection<T, J> lookAhead();

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
    default Flux<Link<T, J>> iterate() {
        return iterate(Iteration.adaptive());
    }

    /**
     * Streams the links; see {@link Selection#iterate(Iteration)}.
     *
     * @param iteration how to fetch
     * @return the links in order
     */
    Flux<Link<T, J>> iterate(Iteration iteration);

    /**
     * Reads the first link; by the id of the join record where no order is given.
     *
     * @return the link, empty where there is none
     */
    Mono<Link<T, J>> first();

    /**
     * Reads the first page of the links; see {@link Selection#page(int)}.
     *
     * @param size how many links at the most
     * @return the page
     */
    default Mono<Page<Link<T, J>>> page(int size) {
        return page(size, null);
    }

    /**
     * Reads a further page of the links; see {@link Selection#page(int, String)}.
     *
     * @param size how many links at the most
     * @param cursor the {@link Page#next()} of the page before, or null for the first page
     * @return the page
     */
    Mono<Page<Link<T, J>>> page(int size, @Nullable String cursor);

    /**
     * Tells the statement that {@link #all()} would send now; nothing is sent.
     *
     * @return the explanation
     */
    default Mono<Explanation> explain() {
        return explain(Explain.statements());
    }

    /**
     * Tells the statement that {@link #all()} would send now; see {@link Selection#explain(Explain)}.
     *
     * @param how whether plans of the store are asked for too, and whether values are shown
     * @return the explanation
     */
    Mono<Explanation> explain(Explain how);

    /**
     * Counts the links.
     *
     * @return the number, 0 for none
     */
    Mono<Long> count();

    /**
     * Tells whether there is a link.
     *
     * @return true for one or more
     */
    Mono<Boolean> exists();

    /**
     * Changes the data of all of these links.
     *
     * @param assignment the new values; an end of the link is refused
     * @return how many links there are
     */
    Mono<Long> update(Assignment<J> assignment);

    /**
     * Takes all of these links away.
     *
     * @return how many there were
     */
    Mono<Long> deleteAll();
}
