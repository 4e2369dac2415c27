package dev.relata.query;

import dev.relata.model.Aggregates;
import dev.relata.model.Aggregation;
import dev.relata.model.Assignment;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Property;
import dev.relata.model.Relationship;
import dev.relata.model.Sort;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import dev.relata.model.Value;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rows of one type: what is chained narrows them, what answers a {@code Mono} or {@code Flux} reads or changes them.
 *
 * <p>Immutable and thread-safe: every step answers a new selection. Nothing is sent before subscribe, and every
 * subscription sends anew. Each read is one statement; cancel stops it. What a selection cannot do is refused on
 * subscribe, before any statement, with an error of {@code dev.relata.error}.
 *
 * <pre>{@code
 * relata.from(Book.class).where(Book::pages, gt(300)).orderBy(desc(Book::publishedAt)).limit(10).all();
 * }</pre>
 *
 * @param <T> the row
 */
public interface Selection<T> extends RelatedConditions<T> {

    /**
     * Rows that meet the condition; after {@link #limit} it filters the limited rows.
     *
     * @param property a property
     * @param condition what is asked of it
     * @param <V> the property's type
     * @return the narrower selection
     */
    <V extends Comparable<? super V>> Selection<T> where(Property<T, V> property, Condition<V> condition);

    /**
     * Rows that pass the filter.
     *
     * @param filter the filter
     * @return the narrower selection
     */
    Selection<T> where(Filter<T> filter);

    /**
     * Begins a condition on a property of any type.
     *
     * @param property a property
     * @param <V> the property's type
     * @return what takes the condition
     */
    <V> PropertyClause<Selection<T>, V> where(Property<T, V> property);

    /**
     * Rows below another one of their type, in one step or in several, and in the same statement: everybody below a manager. The root
     * itself is not among them, whatever circles there are; {@code where(anyOf(is(…), under(…)))} adds it.
     *
     * @param relationship the way up, a to-one such as {@code Employee.MANAGER}, or the way down, its other side, with its filter
     * @param root the stored row above
     * @return the narrower selection
     */
    default Selection<T> whereUnder(Relationship<T, T> relationship, T root) {
        return whereUnder(relationship, root, Recursion.toEnd());
    }

    /**
     * Rows below another one of their type, so many steps away at the most.
     *
     * @param relationship the way up, a to-one, or the way down, its other side
     * @param root the stored row above
     * @param recursion how far; 1 step is what the relation itself leads to
     * @return the narrower selection
     */
    default Selection<T> whereUnder(Relationship<T, T> relationship, T root, Recursion recursion) {
        return where(Recursion.under(recursion, relationship, root, false));
    }

    /**
     * Rows below another one of their type, which is given by its id and need not be read before.
     *
     * @param relationship the way up, a to-one, or the way down, its other side
     * @param root the id: the value of its one component, or a list of the values of several
     * @return the narrower selection
     */
    default Selection<T> whereUnderId(Relationship<T, T> relationship, Object root) {
        return whereUnderId(relationship, root, Recursion.toEnd());
    }

    /**
     * Rows below another one of their type, which is given by its id, so many steps away at the most.
     *
     * @param relationship the way up, a to-one, or the way down, its other side
     * @param root the id: the value of its one component, or a list of the values of several
     * @param recursion how far; 1 step is what the relation itself leads to
     * @return the narrower selection
     */
    default Selection<T> whereUnderId(Relationship<T, T> relationship, Object root, Recursion recursion) {
        return where(Recursion.under(recursion, relationship, root, true));
    }

    /**
     * These rows in an order, which replaces the one before; the id is always the last tie-breaker.
     *
     * @param sort the first term
     * @return the ordered selection; after {@link #limit} it orders the limited rows
     */
    Selection<T> orderBy(Sort<T> sort);

    /**
     * These rows with a further term of their order.
     *
     * @param sort the term
     * @return the ordered selection
     */
    Selection<T> thenBy(Sort<T> sort);

    /**
     * At most so many of these rows, by id where no order is given; of two limits the smaller holds.
     *
     * @param rows the most rows, 0 or more
     * @return the limited selection
     */
    Selection<T> limit(long rows);

    /**
     * These rows without the first ones, by id where no order is given.
     *
     * @param rows how many to leave out, 0 or more
     * @return the rest
     */
    Selection<T> offset(long rows);

    /**
     * Makes equal {@link #values} be answered once; rows themselves always are. A limit counts rows, not different
     * values, wherever it stands. Refused for sums, means and groups, in which each row counts.
     *
     * @return the distinct selection
     */
    Selection<T> distinct();

    /**
     * Reads a relationship of the rows ahead, up to 4,096 rows' in one statement, so that in the same batch scope the managers of
     * these rows answer without one. Refused outside a batch scope, and for what answers no rows: views, ids, values, writes.
     * Counts, sums and groups are over the same rows with it and without it. What cannot be read
     * is the error of the manager that is asked for it.
     *
     * @param relationship the relationship, as it will be asked for
     * @return a selection of the same rows
     */
    Selection<T> prefetch(Relationship<T, ?> relationship);

    /**
     * Lets the first lookup of a relationship for one of these rows read it for the rows of the same fetch that are still to come, in
     * one statement, so that a batch scope looks up a fetch at a time even where a pipeline works on one row at a time, as {@code
     * concatMap} does. It is for every lookup that a batch scope sends with others: to-ones, all related rows, their first, ids,
     * number and existence, each with its own conditions and order. The rows are those that have arrived from the store: at most a
     * fetch, and at most 4,096. A row is recognised by its identity, so the object that was answered is the one to be passed to
     * {@code relata.on(…)}.
     *
     * <p>Answers that no lookup asks for are counted in the statistics of the scope. Answers are forgotten with writes and rollbacks
     * as all that a scope knows. If the statement fails, all lookups that wait for it fail, and later ones read anew. {@link #strict()}
     * takes a lookup for one of these rows as planned. Refused outside a batch scope, for pages, which hold all their rows at once, and
     * for what answers no rows: views, ids, values, writes.
     *
     * <pre>{@code
     * relata.from(Book.class).lookAhead().iterate()
     *         .concatMap(book -> relata.on(book, Book.AUTHOR).get().map(author -> line(book, author)))
     *         .as(relata::batched);
     * }</pre>
     *
     * @return a selection of the same rows
     */
    Selection<T> lookAhead();

    /**
     * Makes every lookup an error that would need a statement of its own, from the subscription to the answer on, whatever it
     * is: in the same batch scope, else in the same subscription. What is fetched, prefetched, primed or already
     * read is no error, nor are the own rows of the selection.
     *
     * @return a selection of the same rows
     */
    Selection<T> strict();

    /**
     * Locks the rows that are answered against writers, and against others who lock them, until the transaction ends: for a
     * decision on a row that must still hold when it is written. Rows that others have locked are waited for, and answered
     * as they are then. It is for {@link #all()}, {@link #first()}, {@link #one()}, for {@link #graphs()} and views, whose related
     * rows are not locked, and for a transaction: outside any, and for all other calls, it is refused. Rows are locked in
     * the order of the selection; transactions that lock rows of others in different orders may meet in a deadlock, which one
     * of them then is told.
     *
     * <p>A store with one writer at a time lets no other transaction write instead.
     *
     * @return a selection of the same rows
     */
    Selection<T> forUpdate();

    /**
     * Locks as {@link #forUpdate()} does the rows that nobody else has locked, and leaves out the others: with an order and a
     * limit, the next jobs of a queue that many workers share. A {@link dev.relata.spi.Capability#ROW_LOCKS capability}.
     *
     * <pre>{@code
     * relata.from(Job.class).where(Job::done, eq(false)).orderBy(asc(Job::id)).limit(10).skipLocked().all()
     * }</pre>
     *
     * @return a selection of the rows that are free, as long as the read takes
     */
    Selection<T> skipLocked();

    /**
     * Locks as {@link #forUpdate()} does, and fails at once where somebody else has locked one of the rows: with a {@code
     * StoreException} of {@link dev.relata.error.Reason#TIMEOUT}. The transaction goes on. A {@link
     * dev.relata.spi.Capability#ROW_LOCKS capability}.
     *
     * @return a selection of the same rows
     */
    Selection<T> noWait();

    /**
     * Reads all rows at once; memory grows with the answer, whatever the demand. For large answers use
     * {@link #iterate()}.
     *
     * @return the rows in order
     */
    Flux<T> all();

    /**
     * Streams the rows, holding at most two fetches of them however slow the consumer; see
     * {@link #iterate(Iteration)}.
     *
     * @return the rows in order
     */
    default Flux<T> iterate() {
        return iterate(Iteration.adaptive());
    }

    /**
     * Streams the rows by a cursor, as they are demanded.
     *
     * <p>Outside a transaction the stream has one snapshot and holds a connection until it ends; inside one it uses the
     * transaction's connection, which stays free between fetches, and does not see rows written after it began. Cancel
     * stops the server's work and hands the connection back.
     *
     * @param iteration how to fetch, and who watches
     * @return the rows in order
     */
    Flux<T> iterate(Iteration iteration);

    /**
     * Counts the rows, never more than the limit.
     *
     * @return the number, 0 for none
     */
    Mono<Long> count();

    /**
     * Tells whether there is a row.
     *
     * @return true or false, never empty
     */
    Mono<Boolean> exists();

    /**
     * Reads the first row, by id where no order is given.
     *
     * @return the row, empty where there is none
     */
    Mono<T> first();

    /**
     * Reads the only row.
     *
     * @return the row, empty where there is none; {@code NotUniqueException} where there are more
     */
    Mono<T> one();

    /**
     * Reads the ids alone.
     *
     * @return for each row its id: the value of its one component, or a list of the values of several, in order
     */
    Flux<Object> ids();

    /**
     * Reads one property alone; nulls are left out.
     *
     * @param property the property
     * @param <V> the property's type
     * @return its value for each row in order, or each value once after {@link #distinct()}, which then may be ordered
     *     by this property only
     */
    <V> Flux<V> values(Property<T, V> property);

    /**
     * Reads the first page.
     *
     * @param size rows of a page, 1 or more
     * @return the page, empty items where there are none
     */
    default Mono<Page<T>> page(int size) {
        return page(size, null);
    }

    /**
     * Reads the page that a cursor points at. No row that was there throughout is missed or repeated, whatever comes and
     * goes between two pages.
     *
     * @param size rows of a page, 1 or more
     * @param cursor the {@link Page#next()} of a page of the same selection, or null for the first page; another one is an
     *     {@code InvalidCursorException}
     * @return the page
     */
    Mono<Page<T>> page(int size, @Nullable String cursor);

    /**
     * Tells the statements that {@link #graphs()} would send now, or {@link #all()} where nothing is fetched, and the strategy behind
     * them; nothing is sent. For other reads there is {@code relata.explain(…)}.
     *
     * <pre>{@code
     * relata.from(Author.class).fetch(Author.BOOKS, books -> books.fetch(Book.TAGS)).explain().map(Explanation::toString)
     * }</pre>
     *
     * @return the explanation
     */
    default Mono<Explanation> explain() {
        return explain(Explain.statements());
    }

    /**
     * Tells the statements that {@link #graphs()} would send now, or {@link #all()} where nothing is fetched, in the order in which
     * they would be sent, with the store's plans where these are asked for. The texts are made by what sends them. A statement for the
     * rows above is told for several of them, or for one where the selection is limited to one. Relationships that are prefetched
     * are left out. What the selection cannot do is refused as the read would refuse it.
     *
     * @param how whether plans of the store are asked for too, and whether values are shown
     * @return the explanation
     */
    Mono<Explanation> explain(Explain how);

    /**
     * Adds a branch to the fetch plan, which {@link #graphs()}, {@link #iterateGraphs()}, {@link #pageGraphs(int)}, {@link
     * #firstGraph()} and {@link #oneGraph()} carry out. What else reads rows, or writes them, is refused with a plan; counts,
     * sums and groups are over the same rows with it and without it.
     *
     * @param fetch the branch; two of one relationship must be equal, or have aliases
     * @param <U> the related row
     * @return these rows with one more branch
     */
    <U> Selection<T> fetch(Fetch<T, U> fetch);

    /**
     * Fetches the related rows.
     *
     * @param relationship the relationship; its own filter, order and limit hold, the limit for each row
     * @param <U> the related row
     * @return these rows with one more branch
     */
    default <U> Selection<T> fetch(Relationship<T, U> relationship) {
        return fetch(Fetch.of(relationship));
    }

    /**
     * Fetches some of the related rows, in an order, with more fetched for them.
     *
     * @param relationship the relationship
     * @param related narrows the related rows; a limit counts for each row, never overall
     * @param <U> the related row
     * @return these rows with one more branch
     */
    default <U> Selection<T> fetch(Relationship<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return fetch(Fetch.of(relationship).narrowed(related));
    }

    /**
     * Fetches a second view of a relation, under a name.
     *
     * @param alias the name that the graph is asked by
     * @param relationship the relationship
     * @param related narrows the related rows
     * @param <U> the related row
     * @return these rows with one more branch
     */
    default <U> Selection<T> fetch(String alias, Relationship<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return fetch(Fetch.of(relationship).as(alias).narrowed(related));
    }

    /**
     * Fetches the rows that a relation of this type to itself reaches, one statement for each step.
     *
     * @param relationship the relationship
     * @param recursion how far
     * @return these rows with one more branch
     */
    default Selection<T> fetch(Relationship<T, T> relationship, Recursion recursion) {
        return fetch(Fetch.recursive(relationship, recursion));
    }

    /**
     * Fetches the rows that a relation of this type to itself reaches, one statement for each step.
     *
     * @param relationship the relationship
     * @param recursion how far
     * @param related narrows the rows of each step, and says what is fetched for them
     * @return these rows with one more branch
     */
    default Selection<T> fetch(
            Relationship<T, T> relationship, Recursion recursion, UnaryOperator<Selection<T>> related) {
        return fetch(Fetch.recursive(relationship, recursion).narrowed(related));
    }

    /**
     * Fetches the related rows with the join records that lead to them.
     *
     * @param relationship the relationship
     * @param <U> the related row
     * @return these rows with one more branch
     */
    default <U> Selection<T> fetchLinks(ManyToManyThrough<T, U, ?> relationship) {
        return fetch(Fetch.links(relationship));
    }

    /**
     * Fetches some of the related rows with the join records that lead to them.
     *
     * @param relationship the relationship
     * @param related narrows the related rows; a limit counts the links of each row
     * @param <U> the related row
     * @return these rows with one more branch
     */
    default <U> Selection<T> fetchLinks(ManyToManyThrough<T, U, ?> relationship, UnaryOperator<Selection<U>> related) {
        return fetch(Fetch.links(relationship).narrowed(related));
    }

    /**
     * Fetches some of the related rows with the join records that lead to them, chosen and ordered by both.
     *
     * <pre>{@code
     * playlists.fetchLinks(
     *         Playlist.SLOTS,
     *         tracks -> tracks.where(Track::title, startsWith("a")),
     *         links -> links.where(Slot::place, lt(10)).orderBy(desc(Slot::place)).limit(3))
     * }</pre>
     *
     * @param relationship the relationship
     * @param related narrows the related rows, orders their links, and says what is fetched for them
     * @param links narrows the links of those rows further, by their data; an order replaces the one before, a limit counts the links of
     *     each row
     * @param <U> the related row
     * @param <J> the join record
     * @return these rows with one more branch
     */
    default <U, J> Selection<T> fetchLinks(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> related,
            UnaryOperator<Selection<J>> links) {
        return fetch(Fetch.links(relationship, links).narrowed(related));
    }

    /**
     * Fetches the number of related rows.
     *
     * @param relationship the relationship
     * @param <U> the related row
     * @return these rows with one more branch
     */
    default <U> Selection<T> fetchCount(ToMany<T, U> relationship) {
        return fetch(Fetch.count(relationship));
    }

    /**
     * Fetches the number of some of the related rows.
     *
     * @param relationship the relationship
     * @param related narrows the rows that count
     * @param <U> the related row
     * @return these rows with one more branch
     */
    default <U> Selection<T> fetchCount(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return fetch(Fetch.count(relationship).narrowed(related));
    }

    /**
     * Fetches the sum of a property of the related rows; see {@link #sum(Property)}.
     *
     * @param relationship the relationship
     * @param property the property of the related rows
     * @param <U> the related row
     * @return these rows with one more branch
     */
    default <U> Selection<T> fetchSum(ToMany<T, U> relationship, Property<U, ? extends Number> property) {
        return fetch(Fetch.aggregate(relationship, Aggregates.sum(property)));
    }

    /**
     * Fetches the smallest value of a property of the related rows.
     *
     * @param relationship the relationship
     * @param property the property of the related rows
     * @param <U> the related row
     * @param <V> the property's type
     * @return these rows with one more branch
     */
    default <U, V extends Comparable<? super V>> Selection<T> fetchMin(
            ToMany<T, U> relationship, Property<U, V> property) {
        return fetch(Fetch.aggregate(relationship, Aggregates.min(property)));
    }

    /**
     * Fetches the largest value of a property of the related rows.
     *
     * @param relationship the relationship
     * @param property the property of the related rows
     * @param <U> the related row
     * @param <V> the property's type
     * @return these rows with one more branch
     */
    default <U, V extends Comparable<? super V>> Selection<T> fetchMax(
            ToMany<T, U> relationship, Property<U, V> property) {
        return fetch(Fetch.aggregate(relationship, Aggregates.max(property)));
    }

    /**
     * Fetches an aggregate over the related rows.
     *
     * @param relationship the relationship
     * @param aggregation what is computed over the related rows of each row
     * @param <U> the related row
     * @return these rows with one more branch
     */
    default <U> Selection<T> fetchAggregate(ToMany<T, U> relationship, Aggregation<U, ?> aggregation) {
        return fetch(Fetch.aggregate(relationship, aggregation));
    }

    /**
     * Fetches an aggregate over some of the related rows.
     *
     * @param relationship the relationship
     * @param aggregation what is computed over the related rows of each row
     * @param related narrows the rows that count
     * @param <U> the related row
     * @return these rows with one more branch
     */
    default <U> Selection<T> fetchAggregate(
            ToMany<T, U> relationship, Aggregation<U, ?> aggregation, UnaryOperator<Selection<U>> related) {
        return fetch(Fetch.aggregate(relationship, aggregation).narrowed(related));
    }

    /**
     * Leaves relationships that are declared {@code eager()} out of the fetch plan, here and in all its branches.
     *
     * @return these rows with only what is fetched by name
     */
    Selection<T> withoutEager();

    /**
     * Reads all rows with what the plan fetches: one statement for these rows, and one for each branch of each level,
     * whatever the number of rows; branches of one level that ask for the same share a statement. Memory grows with the
     * answer. A row that cannot be read ends the answer with its error, before the first graph that has it; the graphs before
     * that one are answered.
     *
     * @return a graph for each row, in order
     */
    Flux<Graph<T>> graphs();

    /**
     * Reads the first row with what the plan fetches, by id where no order is given.
     *
     * @return its graph, empty where there is none
     */
    Mono<Graph<T>> firstGraph();

    /**
     * Reads the only row with what the plan fetches.
     *
     * @return its graph, empty where there is none; {@code NotUniqueException} where there are more
     */
    Mono<Graph<T>> oneGraph();

    /**
     * Reads the first page of the rows with what the plan fetches: one statement for the page, and those of the plan.
     *
     * @param size rows of a page, 1 or more
     * @return the page, empty items where there are none
     */
    default Mono<Page<Graph<T>>> pageGraphs(int size) {
        return pageGraphs(size, null);
    }

    /**
     * Reads the page that a cursor points at, with what the plan fetches; see {@link #page(int, String)}.
     *
     * @param size rows of a page, 1 or more
     * @param cursor the {@link Page#next()} of a page of the same selection, with a plan or without one; null for the first
     * @return the page
     */
    Mono<Page<Graph<T>>> pageGraphs(int size, @Nullable String cursor);

    /**
     * Streams the rows with what the plan fetches; see {@link #iterateGraphs(Iteration)}.
     *
     * @return a graph for each row, in order
     */
    default Flux<Graph<T>> iterateGraphs() {
        return iterateGraphs(Iteration.adaptive());
    }

    /**
     * Streams the rows with what the plan fetches: rows are taken from a cursor some at a time, their branches are read on
     * the cursor's own connection and in its snapshot. At most the graphs of one such chunk and the rows of the next are
     * held, however slow the consumer; cancel stops the server's work and hands the connection back. A row that cannot be read
     * ends the stream as it does for {@link #graphs()}.
     *
     * @param iteration how many rows make a chunk, and who watches; 256 where it does not say, growing to 4,096 where all is requested at once
     * @return a graph for each row, in order
     */
    Flux<Graph<T>> iterateGraphs(Iteration iteration);

    /**
     * These rows as records of another shape: the view's components, by name and type, say what is read.
     *
     * <p>A component is one of: a component of the row, of the same name and type; a relationship, by the name of its
     * constant in camel case ({@code books} for {@code BOOKS}), as a {@code List} or {@code Set} of views or rows, or for
     * a to-one as a view or row, in an {@code Optional} or {@code @Nullable} where there may be none; a number, as in
     * {@code long booksCount}. {@link dev.relata.model.From} names another source, and {@link dev.relata.model.Aggregated} an
     * aggregate over related rows.
     *
     * @param view the record
     * @param <V> the record
     * @return what reads the views
     */
    <V> ViewSelection<V> into(Class<V> view);

    /**
     * Sums up a property: int and smaller as a Long, long and decimals as a BigDecimal, float and double as a Double.
     *
     * @param property the property; nulls do not count
     * @return the sum, 0 over nothing
     */
    Mono<Number> sum(Property<T, ? extends Number> property);

    /**
     * The smallest value of a property.
     *
     * @param property the property; nulls do not count
     * @param <V> the property's type
     * @return the value, empty over nothing
     */
    <V> Mono<V> min(Property<T, V> property);

    /**
     * The largest value of a property.
     *
     * @param property the property; nulls do not count
     * @param <V> the property's type
     * @return the value, empty over nothing
     */
    <V> Mono<V> max(Property<T, V> property);

    /**
     * The mean of a property.
     *
     * @param property the property; nulls do not count
     * @return the mean, empty over nothing
     */
    Mono<Double> avg(Property<T, ? extends Number> property);

    /**
     * Sums up a value of each row, such as the product of two properties; see {@link #sum(Property)}.
     *
     * @param value the value; nulls do not count
     * @return the sum, 0 over nothing
     */
    Mono<Number> sum(Value<T, ? extends Number> value);

    /**
     * Counts the different values of a property.
     *
     * @param property the property; nulls do not count
     * @return the number, 0 over nothing
     */
    Mono<Long> countDistinct(Property<T, ?> property);

    /**
     * Computes an aggregate over the rows.
     *
     * @param aggregation what is computed
     * @param <V> the type of the aggregate
     * @return the value, empty where there is none, as for the smallest of nothing
     */
    <V> Mono<V> aggregate(Aggregation<T, V> aggregation);

    /**
     * Groups the rows by a property.
     *
     * @param property the property
     * @param <K> its type
     * @return what is computed over each group
     */
    <K> Grouping<T, K> group(Property<T, K> property);

    /**
     * Groups the rows by a property of the row that each refers to; rows that refer to none are one group, of the key null.
     *
     * @param relationship the to-one
     * @param property the property of the related row
     * @param <U> the related row
     * @param <K> the property's type
     * @return what is computed over each group
     */
    <U, K> Grouping<T, K> group(ToOne<T, U> relationship, Property<U, K> property);

    /**
     * Groups the rows by a value, such as a property over several to-ones, or the year of a time.
     *
     * @param value the value
     * @param <K> its type
     * @return what is computed over each group
     */
    <K> Grouping<T, K> group(Value<T, K> value);

    /**
     * Sets properties of all these rows to the same values, in one statement.
     *
     * @param assignment the new values; ids cannot be assigned
     * @return how many rows changed
     */
    Mono<Long> update(Assignment<T> assignment);

    /**
     * Deletes all these rows, whole or not at all, and with them their links and what the model says of the rows that refer
     * to them ({@code onDelete}), to any depth. The ids of the rows are read first where anything refers to their type.
     *
     * @return how many of these rows there were; {@code ProtectedException} where a row protects one of them
     */
    Mono<Long> deleteAll();

    /**
     * Tells what {@link #deleteAll} would do: which rows would go, which would lose their key, and what protects them. Reads
     * one moment and writes nothing.
     *
     * @return the plan
     */
    Mono<DeletePlan> deletePlan();
}
