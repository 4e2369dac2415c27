package dev.relata.spring.web;

import dev.relata.Relata;
import dev.relata.model.Operator;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.model.ToOne;
import dev.relata.query.Selection;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.util.StringUtils;
import org.springframework.web.server.ServerWebInputException;

/**
 * The orders and filters that requests may ask for by query parameters: a white list. What is not on it, and what cannot be read
 * as its property's type, is answered with 400 and names what is allowed. Immutable, thread-safe.
 *
 * <pre>{@code
 * private static final QueryParameters<Book> BOOKS = QueryParameters.of(Book.class)
 *         .sort("title", Book::title)
 *         .sort("author", Book.AUTHOR, Author::name)
 *         .filter("year", Book::year, Operator.EQ, Operator.GTE, Operator.LT);
 *
 * @GetMapping("/books") // ?sort=author&sort=title,desc&year.gte=1990
 * Flux<Book> books(@RequestParam MultiValueMap<String, String> parameters) {
 *     return BOOKS.apply(parameters, relata.from(Book.class)).limit(100).all();
 * }
 * }</pre>
 *
 * <p>{@code sort} takes names and a direction, {@code asc} where it is left out, as Spring Data does; it may be repeated. A filter is
 * {@code name=value} for {@link Operator#EQ}, repeated for {@link Operator#IN}, and {@code name.gte=value} for others:
 * {@code ne}, {@code lt}, {@code lte}, {@code gt}, {@code gte}, {@code contains}, {@code startsWith}, {@code endsWith}, and
 * {@code name.null=true} or {@code false} for {@link Operator#IS_NULL}. Filters all hold at once. Times are in ISO format.
 *
 * @param <T> the record
 */
public final class QueryParameters<T> {

    /** The name of the parameter for the order. */
    public static final String SORT = "sort";

    private static final Set<String> PAGE = Set.of(PageParameters.SIZE, PageParameters.CURSOR);
    private static final Operator[] DEFAULT_OPERATORS = {Operator.EQ, Operator.IN};

    private final @Nullable Relata relata;
    private final Map<String, SortTerm<T>> sorts;
    private final Map<String, QueryFilter<T>> filters;
    private final Set<String> others;

    private QueryParameters(
            @Nullable Relata relata,
            Map<String, SortTerm<T>> sorts,
            Map<String, QueryFilter<T>> filters,
            Set<String> others) {
        this.relata = relata;
        this.sorts = sorts;
        this.filters = filters;
        this.others = others;
    }

    private interface SortTerm<T> {

        Sort<T> in(boolean descending);
    }

    /**
     * Begins a white list that allows nothing but the parameters of {@link PageParameters}. It knows no converters of the model.
     *
     * @param type the record
     * @param <T> the record
     * @return the list
     */
    public static <T> QueryParameters<T> of(Class<T> type) {
        return new QueryParameters<>(null, Map.of(), Map.of(), PAGE);
    }

    /**
     * Begins a white list as {@link #of(Class)} does, which also allows filters by components that the model converts: a text is
     * converted to the stored type by Spring, and then by the {@code converter(…)} of the model.
     *
     * @param relata knows the model
     * @param type the record
     * @param <T> the record
     * @return the list
     */
    public static <T> QueryParameters<T> of(Relata relata, Class<T> type) {
        Assert.notNull(relata, "QueryParameters.of needs the Relata that knows the model");
        return new QueryParameters<>(relata, Map.of(), Map.of(), PAGE);
    }

    /**
     * Allows an order by a property.
     *
     * @param name what requests call it
     * @param property the property
     * @return a changed copy
     */
    public QueryParameters<T> sort(String name, Property<T, ?> property) {
        return order(name, descending -> descending ? Sort.desc(property) : Sort.asc(property));
    }

    /**
     * Allows an order by a property of a related record.
     *
     * @param name what requests call it
     * @param relationship the to-one
     * @param property the property of the related record
     * @param <U> the related record
     * @return a changed copy
     */
    public <U> QueryParameters<T> sort(String name, ToOne<T, U> relationship, Property<U, ?> property) {
        return order(
                name, descending -> descending ? Sort.desc(relationship, property) : Sort.asc(relationship, property));
    }

    private QueryParameters<T> order(String name, SortTerm<T> term) {
        return new QueryParameters<>(relata, with(sorts, name, term), filters, others);
    }

    /**
     * Allows a filter by a property.
     *
     * @param name the parameter
     * @param property the property, of a type that Spring converts text to, or that the model converts ({@link #of(Relata, Class)});
     *     constants of an enum are given by their label, or else by their name
     * @param operators how it may be compared; without any by {@link Operator#EQ} and {@link Operator#IN}.
     *     {@link Operator#BETWEEN}, {@link Operator#NOT_IN} and {@link Operator#LIKE} have no spelling and are refused
     * @return a changed copy
     */
    public QueryParameters<T> filter(String name, Property<T, ?> property, Operator... operators) {
        if (name.equals(SORT)) {
            throw new IllegalArgumentException(
                    "'" + SORT + "' is the parameter of the order; give the filter another name");
        }
        Operator[] allowed = operators.length == 0 ? DEFAULT_OPERATORS : operators;
        Map<String, QueryFilter<T>> more = filters;
        for (Map.Entry<String, QueryFilter<T>> filter : QueryFilter.of(
                        name, property, ParameterType.of(name, property, relata), allowed)
                .entrySet()) {
            more = with(more, filter.getKey(), filter.getValue());
        }
        return new QueryParameters<>(relata, sorts, more, others);
    }

    /**
     * Allows parameters that mean something to the application alone.
     *
     * @param names their names
     * @return a changed copy
     */
    public QueryParameters<T> ignore(String... names) {
        Set<String> more = new LinkedHashSet<>(others);
        more.addAll(Arrays.asList(names));
        return new QueryParameters<>(relata, sorts, filters, more);
    }

    private static <V> Map<String, V> with(Map<String, V> present, String name, V value) {
        Map<String, V> copy = new LinkedHashMap<>(present);
        if (copy.put(name, value) != null) {
            throw new IllegalArgumentException("'" + name + "' is allowed twice; give each a name of its own");
        }
        return copy;
    }

    /**
     * Narrows and orders a selection as a request asks for.
     *
     * @param parameters the request's parameters
     * @param selection the rows; its own filters stay, its own order only where the request has none
     * @return the rows that the request asks for
     * @throws ServerWebInputException where the request asks for something that is not allowed, with status 400
     */
    public Selection<T> apply(MultiValueMap<String, String> parameters, Selection<T> selection) {
        MultiValueMap<String, String> given = new LinkedMultiValueMap<>(parameters);
        List<String> orders = given.remove(SORT);
        Selection<T> narrowed = selection;
        for (Map.Entry<String, List<String>> parameter : given.entrySet()) {
            narrowed = filtered(narrowed, parameter.getKey(), parameter.getValue());
        }
        return orders == null ? narrowed : ordered(narrowed, orders);
    }

    private Selection<T> filtered(Selection<T> selection, String name, List<String> values) {
        QueryFilter<T> filter = filters.get(name);
        if (filter != null) {
            return filter.apply(selection, values);
        }
        if (others.contains(name)) {
            return selection;
        }
        throw new ServerWebInputException("Unknown parameter '" + name + "'; allowed are: " + allowed());
    }

    private String allowed() {
        Stream<String> order = sorts.isEmpty() ? Stream.empty() : Stream.of(SORT);
        return String.join(
                ", ",
                Stream.of(order, filters.keySet().stream(), others.stream().sorted())
                        .flatMap(names -> names)
                        .toList());
    }

    private Selection<T> ordered(Selection<T> selection, List<String> orders) {
        Selection<T> ordered = selection;
        Set<String> names = new HashSet<>();
        for (String order : orders) {
            List<String> words = Arrays.asList(StringUtils.tokenizeToStringArray(order, ","));
            String last = words.isEmpty() ? "" : words.get(words.size() - 1);
            boolean descending = "desc".equalsIgnoreCase(last) && !sorts.containsKey(last);
            boolean directed = descending || "asc".equalsIgnoreCase(last) && !sorts.containsKey(last);
            for (String name : words.subList(0, directed ? words.size() - 1 : words.size())) {
                Sort<T> sort = term(name).in(descending);
                if (!names.add(name)) {
                    throw new ServerWebInputException("Rows are sorted by '" + name + "' twice");
                }
                ordered = names.size() == 1 ? ordered.orderBy(sort) : ordered.thenBy(sort);
            }
        }
        return ordered;
    }

    private SortTerm<T> term(String name) {
        SortTerm<T> term = sorts.get(name);
        if (term == null) {
            throw new ServerWebInputException("Rows cannot be sorted by '" + name + "'; allowed are: "
                    + (sorts.isEmpty() ? "none" : String.join(", ", sorts.keySet())));
        }
        return term;
    }
}
