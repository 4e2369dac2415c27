package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.export.EncodableSelection;
import dev.relata.internal.export.RowFormat;
import dev.relata.internal.resolve.AggregateConditions;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FetchBranch;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.LinkConditions;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.internal.resolve.SelectionSteps;
import dev.relata.internal.resolve.ValueResolver;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Aggregates;
import dev.relata.model.Aggregation;
import dev.relata.model.Aggregation.Function;
import dev.relata.model.Assignment;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Property;
import dev.relata.model.Relationship;
import dev.relata.model.Sort;
import dev.relata.model.Term;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import dev.relata.model.Value;
import dev.relata.query.DeletePlan;
import dev.relata.query.Explain;
import dev.relata.query.Explanation;
import dev.relata.query.Fetch;
import dev.relata.query.Graph;
import dev.relata.query.Grouping;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.PropertyClause;
import dev.relata.query.Selection;
import dev.relata.query.ViewSelection;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowLock;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A selection of entities: the steps that compile it at each subscription, and the reads and writes that begin there.
 *
 * @param <T> the row
 */
public class EntitySelection<T> implements Selection<T>, EncodableSelection {

    private final SelectionReaders readers;
    private final Writes writes;
    private final SelectionSteps steps;
    private final SelectionOptions<T> options;
    /** How many selections this one stands in, as conditions on related rows do. */
    private final int depth;

    /**
     * Makes a selection.
     *
     * @param readers reads it
     * @param writes writes to its rows
     * @param source compiles its rows, on subscribe
     */
    public EntitySelection(SelectionReaders readers, Writes writes, Supplier<CompiledSelection> source) {
        this(readers, writes, SelectionSteps.from(source), SelectionOptions.none(), 0);
    }

    private EntitySelection(
            SelectionReaders readers, Writes writes, SelectionSteps steps, SelectionOptions<T> options, int depth) {
        this.readers = readers;
        this.writes = writes;
        this.steps = steps;
        this.options = options;
        this.depth = depth;
    }

    private Selection<T> with(SelectionSteps more) {
        return new EntitySelection<>(readers, writes, more, options, depth);
    }

    private Selection<T> with(SelectionOptions<T> more) {
        return new EntitySelection<>(readers, writes, steps, more, depth);
    }

    private Selection<T> then(UnaryOperator<Query> step) {
        return with(steps.thenQuery(step));
    }

    private FilterResolver resolver() {
        return readers.resolver();
    }

    // Conditions.

    /** Resolves a condition on rows of a type. */
    private interface Restriction {
        Predicate of(EntityType<?> type);
    }

    private Selection<T> restricted(Restriction restriction) {
        return then(query -> query.where(restriction.of(query.type())));
    }

    @Override
    public final <V extends Comparable<? super V>> Selection<T> where(Property<T, V> property, Condition<V> condition) {
        return onProperty(property, condition);
    }

    final Selection<T> onProperty(Property<T, ?> property, Condition<?> condition) {
        return restricted(type -> resolver().condition(path(type, property), condition));
    }

    private Path path(EntityType<?> type, Property<?, ?> property) {
        return resolver().path(type, RefusedException.unlessNull(property, type.name() + ".where", "the property"));
    }

    @Override
    public final Selection<T> where(Filter<T> filter) {
        return restricted(type -> resolver().predicate(type, filter, depth));
    }

    @Override
    public final <V> PropertyClause<Selection<T>, V> where(Property<T, V> property) {
        return new ConditionClause<>(condition -> onProperty(property, condition));
    }

    @Override
    public final <U> Selection<T> where(ToOne<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return restricted(type -> any("where", relationship, related));
    }

    @Override
    public final <U> Selection<T> where(HasOne<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return restricted(type -> any("where", relationship, related));
    }

    @Override
    public final <U> Selection<T> whereAny(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return restricted(type -> any("whereAny", relationship, related));
    }

    @Override
    public final <U> Selection<T> whereNone(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return restricted(type -> PredicateBuilder.not(any("whereNone", relationship, related)));
    }

    @Override
    public final <U> Selection<T> whereEvery(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return restricted(type -> every(relationship, related));
    }

    private <U> Predicate any(String call, Relationship<T, U> relationship, UnaryOperator<Selection<U>> related) {
        RelationshipType<T, U> resolved = resolve(call, relationship);
        Query shown = resolver().relation(resolved, Predicate.TRUE, depth);
        return FilterResolver.exists(resolved.association(), condition(resolved, shown, related));
    }

    private <U> Predicate every(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        RelationshipType<T, U> resolved = resolve("whereEvery", relationship);
        Query wanted = condition(resolved, Query.of(resolved.target()), related);
        if (wanted.bounded() || wanted.source() instanceof Query.Derived) {
            throw new RefusedException(resolved.name()
                    + ": whereEvery takes conditions only, a limit or an offset says nothing about every row");
        }
        return resolver().every(resolved, wanted.filter(), depth);
    }

    @Override
    public final <U, J> Selection<T> whereAny(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links) {
        return restricted(type -> links(relationship, targets, links, LinkConditions::any));
    }

    @Override
    public final <U, J> Selection<T> whereNone(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links) {
        return restricted(type -> PredicateBuilder.not(links(relationship, targets, links, LinkConditions::any)));
    }

    @Override
    public final <U, J> Selection<T> whereEvery(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links) {
        return restricted(type -> links(relationship, targets, links, LinkConditions::every));
    }

    private <U, J> Predicate links(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links,
            BiFunction<LinkConditions, Query, Predicate> quantifier) {
        RelationshipType<T, U> resolved = resolve("a condition on links", relationship);
        Query ends = condition(resolved, Query.of(resolved.target()), targets);
        Query joins = condition(resolved, Query.of(resolved.junctionOrThrow().type()), links);
        return quantifier.apply(
                new LinkConditions(resolved, ends, joins), resolver().relation(resolved, Predicate.TRUE, depth));
    }

    @Override
    public final <U> Selection<T> whereCount(
            ToMany<T, U> relationship, UnaryOperator<Selection<U>> related, Condition<Long> condition) {
        return restricted(type -> {
            RelationshipType<T, U> resolved = resolve("whereCount", relationship);
            Query shown = resolver().relation(resolved, Predicate.TRUE, depth);
            RelatedValue count = ValueResolver.count(resolved, condition(resolved, shown, related));
            return AggregateConditions.related(resolved.name() + ": whereCount", count, condition);
        });
    }

    private <U> RelationshipType<T, U> resolve(String call, Relationship<T, U> relationship) {
        return resolver().relationship(RefusedException.unlessNull(relationship, call, "the relationship"));
    }

    private <U> Query condition(RelationshipType<?, ?> relationship, Query rows, UnaryOperator<Selection<U>> related) {
        CompiledSelection base = new CompiledSelection(relationship.name(), rows);
        return nested(base, related, FilterResolver.checked(depth + 1))
                .alone("a condition on related rows")
                .query();
    }

    /** Compiles what a user's function makes of related rows. */
    private <U> CompiledSelection nested(CompiledSelection base, UnaryOperator<Selection<U>> related, int deep) {
        EntitySelection<U> given =
                new EntitySelection<>(readers, writes, SelectionSteps.from(() -> base), SelectionOptions.none(), deep);
        Selection<U> narrowed = RefusedException.unlessNull(
                        related, base.label(), "the function that narrows the related rows")
                .apply(given);
        if (!(narrowed instanceof EntitySelection<U> selection) || !selection.steps.sharesSource(given.steps)) {
            throw new RefusedException(base.label() + ": the function that narrows the related rows must answer the"
                    + " selection that it was given, and answers another one, whose owner and conditions would be lost:"
                    + " narrow the one given, rows -> rows.where(…)");
        }
        selection.options.refuseNested(resolver(), base.label());
        return selection.steps.compile().unlocked("a function that narrows related rows");
    }

    // Order and bounds.

    @Override
    public final Selection<T> orderBy(Sort<T> sort) {
        return then(query -> query.orderBy(List.of(resolver().ordering(query.type(), sort))));
    }

    @Override
    public final Selection<T> thenBy(Sort<T> sort) {
        return then(query -> FilterResolver.thenBy(query, resolver().ordering(query.type(), sort)));
    }

    @Override
    public final Selection<T> limit(long rows) {
        return then(query -> FilterResolver.limit(query, rows));
    }

    @Override
    public final Selection<T> offset(long rows) {
        return then(query -> FilterResolver.offset(query, rows));
    }

    // Options.

    @Override
    public final Selection<T> distinct() {
        return with(options.asDistinct());
    }

    @Override
    public final Selection<T> prefetch(Relationship<T, ?> relationship) {
        return with(readers.translation()
                .now(() ->
                        options.prefetch(RefusedException.unlessNull(relationship, "prefetch", "the relationship"))));
    }

    @Override
    public final Selection<T> lookAhead() {
        return with(options.asLookAhead());
    }

    @Override
    public final Selection<T> strict() {
        return with(options.asStrict());
    }

    @Override
    public final Selection<T> forUpdate() {
        return locked(RowLock.WAIT);
    }

    @Override
    public final Selection<T> skipLocked() {
        return locked(RowLock.SKIP);
    }

    @Override
    public final Selection<T> noWait() {
        return locked(RowLock.NO_WAIT);
    }

    private Selection<T> locked(RowLock how) {
        return with(steps.then(selection -> selection.locked(how)));
    }

    // The fetch plan.

    @Override
    public final <U> Selection<T> fetch(Fetch<T, U> fetch) {
        return with(steps.then(
                selection -> selection.with(branch(RefusedException.unlessNull(fetch, "fetch", "the plan")))));
    }

    private <U> FetchBranch<T, U> branch(Fetch<T, U> fetch) {
        RelationshipType<T, U> resolved = resolver().relationship(fetch.relationship());
        CompiledSelection all = nested(resolver().related(resolved), fetch.related(), depth);
        CompiledSelection related = fetch.what().computed() ? all.alone("an aggregate over related rows") : all;
        return new FetchBranch<>(
                resolved,
                fetch.what(),
                fetch.alias(),
                related,
                fetch.strategy(),
                fetch.recursion(),
                aggregate(resolved, fetch),
                fetch.what() == Fetch.What.LINKS ? narrowedLinks(resolved, related, fetch) : null);
    }

    private <U> @Nullable Aggregate aggregate(RelationshipType<T, U> relationship, Fetch<T, U> fetch) {
        if (fetch.what() == Fetch.What.COUNT) {
            return Aggregate.countRows();
        }
        Aggregation<U, ?> aggregation = fetch.aggregation();
        return aggregation == null ? null : resolver().values().aggregate(relationship.target(), aggregation);
    }

    /** The links of the related rows that a function of the user's has narrowed, or null where it has not. */
    private @Nullable Query narrowedLinks(
            RelationshipType<?, ?> relationship, CompiledSelection related, Fetch<?, ?> fetch) {
        CompiledSelection all = new CompiledSelection(related.label(), FetchBranch.links(relationship, related));
        CompiledSelection narrowed = nested(all, fetch.links(), depth).alone("the selection of links");
        return narrowed.equals(all) ? null : narrowed.ordered().query();
    }

    @Override
    public final Selection<T> withoutEager() {
        return with(steps.then(CompiledSelection::withoutEager));
    }

    // Reads of rows.

    private SelectionReader<T, T> rows() {
        return readers.rows(steps, options);
    }

    private SelectionReader<T, Graph<T>> planned() {
        return readers.graphs(steps, options);
    }

    @Override
    public final Flux<T> all() {
        return rows().all();
    }

    @Override
    public final Flux<T> iterate(Iteration iteration) {
        return rows().iterate(iteration);
    }

    @Override
    public final Flux<ByteBuffer> encoded(Iteration iteration, RowFormat format) {
        return readers.encoded(steps, options, iteration, format);
    }

    @Override
    public final Mono<T> first() {
        return rows().first();
    }

    @Override
    public final Mono<T> one() {
        return rows().one();
    }

    @Override
    public final Mono<Page<T>> page(int size, @Nullable String cursor) {
        return rows().page(size, cursor);
    }

    @Override
    public final Flux<Graph<T>> graphs() {
        return planned().all();
    }

    @Override
    public final Flux<Graph<T>> iterateGraphs(Iteration iteration) {
        return planned().iterate(iteration);
    }

    @Override
    public final Mono<Graph<T>> firstGraph() {
        return planned().first();
    }

    @Override
    public final Mono<Graph<T>> oneGraph() {
        return planned().one("oneGraph()", "firstGraph() or graphs()");
    }

    @Override
    public final Mono<Page<Graph<T>>> pageGraphs(int size, @Nullable String cursor) {
        return planned().page(size, cursor);
    }

    @Override
    public final <V> ViewSelection<V> into(Class<V> view) {
        return readers.views(steps, options, view);
    }

    /** The options are about what follows on the rows, which is not explained with them. */
    @Override
    public final Mono<Explanation> explain(Explain how) {
        return readers.translation()
                .of(Mono.defer(() -> steps.compile().branches().isEmpty()
                        ? readers.<T>rows(steps, SelectionOptions.none()).explain(how)
                        : readers.<T>graphs(steps, SelectionOptions.none()).explain(how)));
    }

    // Reads of values.

    private <R> Flux<R> strictly(Flux<R> answer) {
        return readers.translation().of(readers.prefetcher().strictly(options, answer));
    }

    private <R> Mono<R> strictly(Mono<R> answer) {
        return options.strict()
                ? strictly(answer.flux()).singleOrEmpty()
                : readers.translation().of(answer);
    }

    @Override
    public final Mono<Long> count() {
        return strictly(readers.values().count(steps::compile, options.strict()));
    }

    @Override
    public final Mono<Boolean> exists() {
        return strictly(readers.values().exists(steps::compile, options.strict()));
    }

    @Override
    public final Flux<Object> ids() {
        return strictly(readers.values().ids(withoutRows("ids()"), options.strict()));
    }

    @Override
    public final <V> Flux<V> values(Property<T, V> property) {
        return strictly(readers.values().values(withoutRows("values(…)"), property, options.distinct()));
    }

    @Override
    public final Mono<Number> sum(Property<T, ? extends Number> property) {
        return over(everyRow("sum(…)"), Function.SUM, property);
    }

    @Override
    public final <V> Mono<V> min(Property<T, V> property) {
        return over(steps::compile, Function.MIN, property);
    }

    @Override
    public final <V> Mono<V> max(Property<T, V> property) {
        return over(steps::compile, Function.MAX, property);
    }

    @Override
    public final Mono<Double> avg(Property<T, ? extends Number> property) {
        return over(everyRow("avg(…)"), Function.AVG, property);
    }

    private <V> Mono<V> over(Supplier<CompiledSelection> rows, Function function, Property<T, ?> property) {
        Term<T> operand = new Term.Stored<>(List.of(), property); // a null is refused on subscribe
        return strictly(readers.values().aggregate(rows, new Aggregation<T, V>(function, operand, false)));
    }

    @Override
    public final Mono<Number> sum(Value<T, ? extends Number> value) {
        return aggregate(readers.translation().now(() -> Aggregates.sum(value)));
    }

    @Override
    public final Mono<Long> countDistinct(Property<T, ?> property) {
        return aggregate(readers.translation().now(() -> Aggregates.countDistinct(property)));
    }

    @Override
    public final <V> Mono<V> aggregate(Aggregation<T, V> aggregation) {
        return strictly(readers.values().aggregate(everyRow("aggregate(…)"), aggregation));
    }

    @Override
    public final <K> Grouping<T, K> group(Property<T, K> property) {
        return grouped(readers.translation().now(() -> Term.of(property)));
    }

    @Override
    public final <U, K> Grouping<T, K> group(ToOne<T, U> relationship, Property<U, K> property) {
        return grouped(readers.translation().now(() -> Term.of(relationship, property)));
    }

    @Override
    public final <K> Grouping<T, K> group(Value<T, K> value) {
        return grouped(readers.translation()
                .now(() -> RefusedException.unlessNull(value, "group", "the value that is grouped by"))
                .term());
    }

    private <K> Grouping<T, K> grouped(Term<T> key) {
        return new RowGroups<>(readers, everyRow("group(…)"), options, GroupSteps.by(key));
    }

    // Writes.

    @Override
    public final Mono<Long> update(Assignment<T> assignment) {
        return strictly(writes.update(withoutRows("update(…)"), assignment));
    }

    @Override
    public final Mono<Long> deleteAll() {
        return strictly(writes.deletes().delete(withoutRows("deleteAll()"), false));
    }

    @Override
    public final Mono<DeletePlan> deletePlan() {
        return strictly(writes.deletes().plan(withoutRows("deletePlan()")));
    }

    /** For calls that answer no rows: neither a plan nor a prefetch would have an effect. */
    private Supplier<CompiledSelection> withoutRows(String call) {
        return () -> {
            CompiledSelection selection = steps.compile();
            options.refuseAhead(
                    resolver(),
                    selection.label() + ": ",
                    "rows, and " + call + " answers none: leave one of the two out");
            return selection.alone(call);
        };
    }

    /** For values computed over rows, each of which counts, whether others have the same value or not. */
    private Supplier<CompiledSelection> everyRow(String call) {
        return () -> {
            CompiledSelection selection = steps.compile();
            if (options.distinct()) {
                throw new RefusedException(selection.label()
                        + ": distinct() makes equal values(…) be answered once, and " + call
                        + " is over rows, which are distinct anyway: leave distinct() out");
            }
            return selection;
        };
    }
}
