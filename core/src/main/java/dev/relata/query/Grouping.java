package dev.relata.query;

import dev.relata.model.Aggregation;
import dev.relata.model.Condition;
import dev.relata.model.GroupSort;
import dev.relata.model.Property;
import dev.relata.model.ToOne;
import dev.relata.model.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * A selection grouped by one value or by several; each method that answers a {@code Flux} sends one statement on subscribe.
 * Immutable and thread-safe: every step answers a new grouping. What a grouping cannot do is refused on subscribe, before any
 * statement.
 *
 * <pre>{@code
 * record Sales(Instant year, String country, BigDecimal total, long invoices) {}
 *
 * relata.from(Invoice.class)
 *         .group(year(Invoice::date))
 *         .and(Invoice::country)
 *         .having(count(), gt(1L))
 *         .orderBy(desc(sum(Invoice::total)))
 *         .limit(5)
 *         .into(Sales.class, sum(Invoice::total), count());
 * }</pre>
 *
 * <p>Without {@link #orderBy} groups come in ascending order of the first value that they are grouped by, then of the next, null
 * last; where the selection is ordered by the first of them first, in that order. Rows that the selection's limit leaves out are
 * in no group.
 *
 * @param <T> the row
 * @param <K> the key of a group: the type of the value, or a list of the values where there are several
 */
public interface Grouping<T, K> {

    /**
     * Groups by a further property.
     *
     * @param property the property
     * @return groups whose key is the list of all values that they are grouped by, in order, nulls among them
     */
    Grouping<T, List<Object>> and(Property<T, ?> property);

    /**
     * Groups by a further property, of the row that each refers to.
     *
     * @param relationship the to-one
     * @param property the property of the related row
     * @param <U> the related row
     * @return groups whose key is the list of all values that they are grouped by, in order, nulls among them
     */
    <U> Grouping<T, List<Object>> and(ToOne<T, U> relationship, Property<U, ?> property);

    /**
     * Groups by a further value, such as a property over several to-ones, or the year of a time.
     *
     * @param value the value
     * @return groups whose key is the list of all values that they are grouped by, in order, nulls among them
     */
    Grouping<T, List<Object>> and(Value<T, ?> value);

    /**
     * Groups that meet a condition on what is computed over their rows; of several conditions all must hold.
     *
     * @param aggregation what is computed
     * @param condition what is asked of it; a sum may be compared with any number that its own type can hold
     * @param <V> the type of the aggregate
     * @return the narrower grouping; refused after {@link #limit} and {@link #offset}
     */
    <V> Grouping<T, K> having(Aggregation<T, V> aggregation, Condition<? extends V> condition);

    /**
     * Groups in an order of their key, or of what is computed over their rows, which replaces the one before; the key is always
     * the last tie-breaker.
     *
     * @param sort the first term, by a value that is grouped by or by an aggregate
     * @return the ordered grouping; refused after {@link #limit} and {@link #offset}
     */
    Grouping<T, K> orderBy(GroupSort<T> sort);

    /**
     * Groups with a further term of their order.
     *
     * @param sort the term, by a value that is grouped by or by an aggregate
     * @return the ordered grouping
     */
    Grouping<T, K> thenBy(GroupSort<T> sort);

    /**
     * At most so many of the groups; of two limits the smaller holds.
     *
     * @param groups the most groups, 0 or more
     * @return the limited grouping
     */
    Grouping<T, K> limit(long groups);

    /**
     * These groups without the first ones.
     *
     * @param groups how many to leave out, 0 or more
     * @return the rest
     */
    Grouping<T, K> offset(long groups);

    /**
     * Counts the rows of each group.
     *
     * @return a group for each value that occurs
     */
    Flux<Group<K, Long>> count();

    /**
     * Counts the different values of a property in each group; nulls do not count.
     *
     * @param property the property
     * @return a group for each value that occurs
     */
    Flux<Group<K, Long>> countDistinct(Property<T, ?> property);

    /**
     * Sums up a property over each group; see {@link Selection#sum}.
     *
     * @param property the property
     * @return a group for each value that occurs
     */
    Flux<Group<K, Number>> sum(Property<T, ? extends Number> property);

    /**
     * Sums up a value over each group, such as a product; see {@link Selection#sum}.
     *
     * @param value the value of each row
     * @return a group for each value that occurs
     */
    Flux<Group<K, Number>> sum(Value<T, ? extends Number> value);

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

    /**
     * Computes an aggregate over each group; groups for which there is none, as for the smallest of nulls, are left out, and a
     * limit does not count them.
     *
     * @param aggregation what is computed
     * @param <V> the type of the aggregate
     * @return a group for each value that occurs
     */
    <V> Flux<Group<K, V>> aggregate(Aggregation<T, V> aggregation);

    /**
     * Reads each group as a record of the values that are grouped by, and of what is computed over its rows.
     *
     * <p>The record's components are taken in order: one for each value that is grouped by, then one for each aggregate. A component
     * has the type of its value, or a supertype such as {@code Number} for a sum; a count may be an {@code int}. A record that does
     * not fit is a {@code ModelException} on subscribe, which names each component that does not. A component that may be null has
     * to be {@code @Nullable}; else a group without its value is an {@code InvalidValueException}.
     *
     * @param record the record
     * @param aggregations what is computed over each group, in the order of the components; none: the keys alone
     * @param <R> the record
     * @return a record for each group
     */
    <R> Flux<R> into(Class<R> record, List<? extends Aggregation<T, ?>> aggregations);

    /**
     * Reads the keys of the groups as records; see {@link #into(Class, List)}.
     *
     * @param record the record, with a component for each value that is grouped by
     * @param <R> the record
     * @return a record for each group
     */
    default <R> Flux<R> into(Class<R> record) {
        return into(record, List.of());
    }

    /**
     * Reads each group as a record; see {@link #into(Class, List)}.
     *
     * @param record the record
     * @param aggregation what its last component is
     * @param <R> the record
     * @return a record for each group
     */
    default <R> Flux<R> into(Class<R> record, Aggregation<T, ?> aggregation) {
        return into(record, Collections.singletonList(aggregation));
    }

    /**
     * Reads each group as a record; see {@link #into(Class, List)}.
     *
     * @param record the record
     * @param first what its last but one component is
     * @param second what its last component is
     * @param <R> the record
     * @return a record for each group
     */
    default <R> Flux<R> into(Class<R> record, Aggregation<T, ?> first, Aggregation<T, ?> second) {
        return into(record, Arrays.asList(first, second));
    }

    /**
     * Reads each group as a record; see {@link #into(Class, List)}.
     *
     * @param record the record
     * @param first what the first component behind the key is
     * @param second what the next one is
     * @param third what the last one is
     * @param <R> the record
     * @return a record for each group
     */
    default <R> Flux<R> into(
            Class<R> record, Aggregation<T, ?> first, Aggregation<T, ?> second, Aggregation<T, ?> third) {
        return into(record, Arrays.asList(first, second, third));
    }
}
