package dev.relata.model;

import dev.relata.error.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The conditions and how they combine; meant for static import.
 *
 * <pre>{@code
 * where(Book::pages, gt(600))
 * where(anyOf(is(Book::title, containsIgnoreCase("sea")), is(Book::pages, gt(300))))
 * }</pre>
 *
 * <p>Every condition is true or false, never unknown: a null value fails all but {@code ne}, {@code notIn} and
 * {@code isNull}, and {@code not} turns exactly that round.
 */
public final class Conditions {

    private Conditions() {}

    /**
     * True where the property is equal to the value; a null is refused, use {@link #isNull()}.
     *
     * @param value the value
     * @param <V> the property's type
     * @return the condition
     */
    public static <V extends Comparable<? super V>> Condition<V> eq(@Nullable V value) {
        return Condition.of(Operator.EQ, value);
    }

    /**
     * True where the property is not equal to the value, nulls included.
     *
     * @param value the value
     * @param <V> the property's type
     * @return the condition
     */
    public static <V extends Comparable<? super V>> Condition<V> ne(@Nullable V value) {
        return Condition.of(Operator.NE, value);
    }

    /**
     * True where the property is less than the value.
     *
     * @param value the value
     * @param <V> the property's type
     * @return the condition
     */
    public static <V extends Comparable<? super V>> Condition<V> lt(@Nullable V value) {
        return Condition.of(Operator.LT, value);
    }

    /**
     * True where the property is less than or equal to the value.
     *
     * @param value the value
     * @param <V> the property's type
     * @return the condition
     */
    public static <V extends Comparable<? super V>> Condition<V> lte(@Nullable V value) {
        return Condition.of(Operator.LTE, value);
    }

    /**
     * True where the property is greater than the value.
     *
     * @param value the value
     * @param <V> the property's type
     * @return the condition
     */
    public static <V extends Comparable<? super V>> Condition<V> gt(@Nullable V value) {
        return Condition.of(Operator.GT, value);
    }

    /**
     * True where the property is greater than or equal to the value.
     *
     * @param value the value
     * @param <V> the property's type
     * @return the condition
     */
    public static <V extends Comparable<? super V>> Condition<V> gte(@Nullable V value) {
        return Condition.of(Operator.GTE, value);
    }

    /**
     * True where the property lies between two bounds, both included.
     *
     * @param low the lower bound
     * @param high the upper bound
     * @param <V> the property's type
     * @return the condition
     */
    public static <V extends Comparable<? super V>> Condition<V> between(V low, V high) {
        return Condition.of(Operator.BETWEEN, low, high);
    }

    /**
     * True where the property equals one of the values; over no values: no rows, and no statement.
     *
     * @param values the values, any number
     * @param <V> the property's type
     * @return the condition
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <V extends Comparable<? super V>> Condition<V> in(V... values) {
        return Condition.of(Operator.IN, given("in", values));
    }

    /**
     * True where the property equals one of the values; over no values: no rows, and no statement.
     *
     * @param values the values, any number; copied
     * @param <V> the property's type
     * @return the condition
     */
    public static <V extends Comparable<? super V>> Condition<V> in(Collection<? extends V> values) {
        return Condition.ofAll(Operator.IN, RefusedException.unlessNull(values, "in", "the collection"));
    }

    /**
     * True where the property equals none of the values, nulls included; over no values: no restriction.
     *
     * @param values the values, any number
     * @param <V> the property's type
     * @return the condition
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <V extends Comparable<? super V>> Condition<V> notIn(V... values) {
        return Condition.of(Operator.NOT_IN, given("notIn", values));
    }

    /**
     * True where the property equals none of the values, nulls included; over no values: no restriction.
     *
     * @param values the values, any number; copied
     * @param <V> the property's type
     * @return the condition
     */
    public static <V extends Comparable<? super V>> Condition<V> notIn(Collection<? extends V> values) {
        return Condition.ofAll(Operator.NOT_IN, RefusedException.unlessNull(values, "notIn", "the collection"));
    }

    /**
     * True where the property is null.
     *
     * @param <V> the property's type
     * @return the condition
     */
    public static <V> Condition<V> isNull() {
        return Condition.of(Operator.IS_NULL);
    }

    /**
     * True where the property is not null.
     *
     * @param <V> the property's type
     * @return the condition
     */
    public static <V> Condition<V> isNotNull() {
        return Condition.of(Operator.IS_NOT_NULL);
    }

    /**
     * True where the property matches a pattern: {@code %} is any text, {@code _} one character, a backslash takes the next one literally.
     *
     * @param text the text
     * @return the condition
     */
    public static Condition<String> like(String text) {
        return Condition.text(Operator.LIKE, text, false);
    }

    /**
     * True where the property matches a pattern: {@code %} is any text, {@code _} one character, a backslash takes the next one literally, letters of either case being the same.
     *
     * @param text the text
     * @return the condition
     */
    public static Condition<String> likeIgnoreCase(String text) {
        return Condition.text(Operator.LIKE, text, true);
    }

    /**
     * True where the property contains the text, taken literally.
     *
     * @param text the text
     * @return the condition
     */
    public static Condition<String> contains(String text) {
        return Condition.text(Operator.CONTAINS, text, false);
    }

    /**
     * True where the property contains the text, taken literally, letters of either case being the same.
     *
     * @param text the text
     * @return the condition
     */
    public static Condition<String> containsIgnoreCase(String text) {
        return Condition.text(Operator.CONTAINS, text, true);
    }

    /**
     * True where the property starts with the text, taken literally.
     *
     * @param text the text
     * @return the condition
     */
    public static Condition<String> startsWith(String text) {
        return Condition.text(Operator.STARTS_WITH, text, false);
    }

    /**
     * True where the property starts with the text, taken literally, letters of either case being the same.
     *
     * @param text the text
     * @return the condition
     */
    public static Condition<String> startsWithIgnoreCase(String text) {
        return Condition.text(Operator.STARTS_WITH, text, true);
    }

    /**
     * True where the property ends with the text, taken literally.
     *
     * @param text the text
     * @return the condition
     */
    public static Condition<String> endsWith(String text) {
        return Condition.text(Operator.ENDS_WITH, text, false);
    }

    /**
     * True where the property ends with the text, taken literally, letters of either case being the same.
     *
     * @param text the text
     * @return the condition
     */
    public static Condition<String> endsWithIgnoreCase(String text) {
        return Condition.text(Operator.ENDS_WITH, text, true);
    }

    /**
     * True where the property equals the text, letters of either case being the same.
     *
     * @param text the text
     * @return the condition
     */
    public static Condition<String> eqIgnoreCase(String text) {
        return Condition.text(Operator.EQ, text, true);
    }

    /**
     * True where the property holds all words of the text, in any order and form, by the database's search configuration. An
     * index serves the condition only where it is of the same expression, for which a configuration must be named: see
     * {@link #matches(String, String)}. Needs {@code Capability.FULL_TEXT}; without it, it is refused on use.
     *
     * @param words the words; without any that the configuration counts, no row
     * @return the condition
     */
    public static Condition<String> matches(String words) {
        return Condition.of(Operator.MATCHES, words);
    }

    /**
     * True where the property holds all words of the text, in any order and form.
     *
     * @param words the words; without any that the configuration counts, no row
     * @param configuration the name of the database's search configuration, such as {@code english}
     * @return the condition
     */
    public static Condition<String> matches(String words, String configuration) {
        return Condition.of(Operator.MATCHES, words, configuration);
    }

    /**
     * A condition of any operator on a property of any type; for what is built on this layer.
     *
     * @param operator the operator
     * @param operands what it compares with
     * @return the condition
     */
    public static Condition<?> onAnyType(Operator operator, @Nullable Object... operands) {
        return Condition.of(
                RefusedException.unlessNull(operator, "onAnyType", "the operator"), given("onAnyType", operands));
    }

    /**
     * A condition on a property, as a filter that can be combined.
     *
     * @param property the property
     * @param condition what is asked of it
     * @param <E> the record
     * @param <V> the property's type
     * @return the filter
     */
    public static <E, V extends Comparable<? super V>> Filter<E> is(Property<E, V> property, Condition<V> condition) {
        return new Filter.OnProperty<>(
                RefusedException.unlessNull(property, "is", "the property"),
                RefusedException.unlessNull(condition, "is", "the condition"));
    }

    /**
     * Begins a condition on the elements of a property that is stored as an array:
     * {@code elements(Film::features).contains("Trailers")}.
     *
     * @param property the property
     * @param <E> the record
     * @param <T> the type of the elements
     * @return what takes the elements
     */
    @SuppressWarnings("overloads") // no accessor returns both
    public static <E, T> Elements<E, T> elements(ArrayProperty<E, T> property) {
        return new Elements<>(property);
    }

    /**
     * Begins a condition on the elements of a list or set that is stored as an array.
     *
     * @param property the property
     * @param <E> the record
     * @param <T> the type of the elements
     * @return what takes the elements
     */
    @SuppressWarnings("overloads") // as above
    public static <E, T> Elements<E, T> elements(CollectionProperty<E, T> property) {
        return new Elements<>(property);
    }

    /**
     * Begins a condition on a value within a property that is stored as JSON:
     * {@code json(Customer::profile, "address", "city").eq("Paris")}.
     *
     * @param property the property, of any type
     * @param key the member of the document, as it is named in JSON
     * @param more the member of that one, and so on
     * @param <E> the record
     * @param <V> the property's type
     * @return what takes the value
     */
    public static <E, V> JsonValue<E> json(Property<E, V> property, String key, String... more) {
        List<String> keys = new ArrayList<>();
        keys.add(RefusedException.unlessNull(key, "json", "the key"));
        for (String next : RefusedException.unlessNull(more, "json", "the array of keys")) {
            keys.add(RefusedException.unlessNull(next, "json", "a key"));
        }
        return new JsonValue<>(property, List.copyOf(keys));
    }

    /**
     * True where at least one of the filters is; over none: false.
     *
     * @param filters the filters
     * @param <E> the record
     * @return the filter
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <E> Filter<E> anyOf(Filter<E>... filters) {
        return new Filter.AnyOf<>(parts("anyOf", filters));
    }

    /**
     * True where all of the filters are; over none: true.
     *
     * @param filters the filters
     * @param <E> the record
     * @return the filter
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <E> Filter<E> allOf(Filter<E>... filters) {
        return new Filter.AllOf<>(parts("allOf", filters));
    }

    /**
     * True exactly where the filter is not.
     *
     * @param filter the filter
     * @param <E> the record
     * @return the filter
     */
    public static <E> Filter<E> not(Filter<E> filter) {
        return new Filter.Not<>(RefusedException.unlessNull(filter, "not", "the filter"));
    }

    /**
     * True where a related row exists that passes the filter.
     *
     * <p>The relationship is given as a supplier, which is asked when the filter is first used, so that a constant may
     * name a constant of another record.
     *
     * @param relationship the relationship
     * @param filter what the related row must pass
     * @param <E> the record
     * @param <U> the related record
     * @return the filter
     */
    public static <E, U> Filter<E> related(Supplier<? extends Relationship<E, U>> relationship, Filter<U> filter) {
        return related("related", relationship, Filter.Quantifier.ANY, filter);
    }

    /**
     * True where no related row passes the filter; true over no related rows.
     *
     * @param relationship the relationship, asked when the filter is first used
     * @param filter what no related row may pass
     * @param <E> the record
     * @param <U> the related record
     * @return the filter
     */
    public static <E, U> Filter<E> noneRelated(Supplier<? extends Relationship<E, U>> relationship, Filter<U> filter) {
        return related("noneRelated", relationship, Filter.Quantifier.NONE, filter);
    }

    /**
     * True where every related row passes the filter; true over no related rows.
     *
     * @param relationship the relationship, asked when the filter is first used
     * @param filter what every related row must pass
     * @param <E> the record
     * @param <U> the related record
     * @return the filter
     */
    public static <E, U> Filter<E> everyRelated(Supplier<? extends Relationship<E, U>> relationship, Filter<U> filter) {
        return related("everyRelated", relationship, Filter.Quantifier.EVERY, filter);
    }

    /**
     * The record lies below another one of its type, in one step or in several. The root itself is not below itself, whatever circles
     * there are.
     *
     * @param relationship the way up, a to-one such as {@code Employee.MANAGER}, or the way down, its other side; asked on first use
     * @param root the stored record above
     * @param <E> the record
     * @return the filter
     */
    public static <E> Filter<E> under(Supplier<? extends Relationship<E, E>> relationship, E root) {
        return under("under", relationship, root, false);
    }

    /**
     * The record lies below another one of its type, which is given by its id; see {@link #under(Supplier, Object)}.
     *
     * @param relationship the way up, a to-one, or the way down, its other side; asked on first use
     * @param root the id of the record above: the value of its one component, or a list of the values of several
     * @param <E> the record
     * @return the filter
     */
    public static <E> Filter<E> underId(Supplier<? extends Relationship<E, E>> relationship, Object root) {
        return under("underId", relationship, root, true);
    }

    private static <E> Filter<E> under(
            String call, Supplier<? extends Relationship<E, E>> relationship, Object root, boolean byId) {
        return new Filter.Under<>(
                RefusedException.unlessNull(relationship, call, "the supplier of the relationship"),
                RefusedException.unlessNull(root, call, "the root"),
                byId,
                null);
    }

    private static <E, U> Filter<E> related(
            String call,
            Supplier<? extends Relationship<E, U>> relationship,
            Filter.Quantifier quantifier,
            Filter<U> filter) {
        return new Filter.Related<>(
                RefusedException.unlessNull(relationship, call, "the supplier of the relationship"),
                quantifier,
                RefusedException.unlessNull(filter, call, "the filter"));
    }

    private static <E> List<Filter<E>> parts(String call, Filter<E>[] filters) {
        List<Filter<E>> parts = new ArrayList<>();
        for (Filter<E> filter : RefusedException.unlessNull(filters, call, "the array of filters")) {
            parts.add(RefusedException.unlessNull(filter, call, "filter " + (parts.size() + 1)));
        }
        return List.copyOf(parts);
    }

    /** A null among the values is refused on use, where the property is known; a null in their place is none. */
    private static @Nullable Object[] given(String call, @Nullable Object[] values) {
        return RefusedException.unlessNull(values, call, "the array of values");
    }
}
