package dev.relata.internal.engine;

import dev.relata.error.NotUniqueException;
import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FetchBranch;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.LinkConditions;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Assignment;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Property;
import dev.relata.model.Relationship;
import dev.relata.model.Sort;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import dev.relata.query.DeletePlan;
import dev.relata.query.Fetch;
import dev.relata.query.Graph;
import dev.relata.query.Grouping;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.PropertyClause;
import dev.relata.query.Selection;
import dev.relata.query.ViewSelection;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A selection: a way to compile a query, asked anew at each subscription, so that nothing is refused before.
 *
 * @param <T> the row
 */
public class EngineSelection<T> implements Selection<T> {

    private final Engine engine;
    private final Supplier<CompiledSelection> source;
    private final @Nullable StepList<UnaryOperator<CompiledSelection>> steps;
    private final boolean distinct;
    private final LookupOptions<T> options;
    /** What all that is made of one selection share, so that one is told from another. */
    private final Object origin;
    /** How many selections this one stands in, as conditions on related rows do. */
    private final int depth;

    /**
     * Makes a selection.
     *
     * @param engine the engine
     * @param source compiles the query, on subscribe
     */
    protected EngineSelection(Engine engine, Supplier<CompiledSelection> source) {
        this(engine, source, null, false, LookupOptions.nothing(), new Object(), 0);
    }

    private EngineSelection(
            Engine engine,
            Supplier<CompiledSelection> source,
            @Nullable StepList<UnaryOperator<CompiledSelection>> steps,
            boolean distinct,
            LookupOptions<T> options,
            Object origin,
            int depth) {
        this.engine = engine;
        this.source = source;
        this.steps = steps;
        this.distinct = distinct;
        this.options = options;
        this.origin = origin;
        this.depth = depth;
    }

    /**
     * Compiles the query.
     *
     * @return the query as it stands
     */
    protected final CompiledSelection compile() {
        CompiledSelection compiled = source.get();
        for (UnaryOperator<CompiledSelection> step : StepList.inOrder(steps)) {
            compiled = step.apply(compiled);
        }
        FilterResolver.checkBounds(compiled.rows());
        return compiled;
    }

    /**
     * Answers the engine.
     *
     * @return the engine
     */
    protected final Engine engine() {
        return engine;
    }

    private EngineSelection<T> then(UnaryOperator<Query> step) {
        return thenPlan(compiled -> compiled.then(step));
    }

    private EngineSelection<T> thenPlan(UnaryOperator<CompiledSelection> step) {
        return new EngineSelection<>(engine, source, new StepList<>(steps, step), distinct, options, origin, depth);
    }

    private EngineSelection<T> with(boolean only, LookupOptions<T> more) {
        return new EngineSelection<>(engine, source, steps, only, more, origin, depth);
    }

    private EngineSelection<T> thenWhere(BiFunction<FilterResolver, EntityType<?>, Predicate> restriction) {
        return then(query -> query.where(restriction.apply(engine.filters(), query.type())));
    }

    @Override
    public final <V extends Comparable<? super V>> Selection<T> where(Property<T, V> property, Condition<V> condition) {
        return thenWhere((filters, type) -> filters.condition(property(filters, type, "where", property), condition));
    }

    private static Path property(FilterResolver filters, EntityType<?> type, String call, Property<?, ?> property) {
        return filters.path(type, RefusedException.unlessNull(property, type.name() + "." + call, "the property"));
    }

    @Override
    public final Selection<T> where(Filter<T> filter) {
        return thenWhere((filters, type) -> filters.predicate(type, filter, depth));
    }

    @Override
    public final <V> PropertyClause<Selection<T>, V> where(Property<T, V> property) {
        return new EnginePropertyClause<>(condition ->
                thenWhere((filters, type) -> filters.condition(property(filters, type, "where", property), condition)));
    }

    @Override
    public final <U> Selection<T> where(ToOne<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return thenWhere((filters, type) -> any("where", relationship, related));
    }

    @Override
    public final <U> Selection<T> where(HasOne<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return thenWhere((filters, type) -> any("where", relationship, related));
    }

    @Override
    public final <U> Selection<T> whereAny(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return thenWhere((filters, type) -> any("whereAny", relationship, related));
    }

    @Override
    public final <U> Selection<T> whereNone(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return thenWhere((filters, type) -> PredicateBuilder.not(any("whereNone", relationship, related)));
    }

    @Override
    public final <U> Selection<T> whereEvery(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return thenWhere((filters, type) -> every(relationship, related));
    }

    @Override
    public final <U, J> Selection<T> whereAny(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links) {
        return thenWhere((filters, type) -> links(relationship, targets, links, LinkConditions::any));
    }

    @Override
    public final <U, J> Selection<T> whereNone(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links) {
        return thenWhere(
                (filters, type) -> PredicateBuilder.not(links(relationship, targets, links, LinkConditions::any)));
    }

    @Override
    public final <U, J> Selection<T> whereEvery(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links) {
        return thenWhere((filters, type) -> links(relationship, targets, links, LinkConditions::every));
    }

    private <U, J> Predicate links(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links,
            BiFunction<LinkConditions, Query, Predicate> quantifier) {
        RelationshipType<T, U> resolved = resolve("a condition on links", relationship);
        CompiledSelection all = new CompiledSelection(resolved.name(), Query.of(resolved.target()));
        CompiledSelection joins = new CompiledSelection(
                resolved.name(), Query.of(resolved.junctionOrThrow().type()));
        LinkConditions conditions = new LinkConditions(
                resolved,
                condition(all, targets).query(),
                condition(joins, links).query());
        return quantifier.apply(conditions, engine.filters().relation(resolved, Predicate.TRUE, depth));
    }

    private <U> Predicate any(String call, Relationship<T, U> relationship, UnaryOperator<Selection<U>> related) {
        RelationshipType<T, U> resolved = resolve(call, relationship);
        Query query = engine.filters().relation(resolved, Predicate.TRUE, depth);
        return FilterResolver.exists(
                resolved.association(),
                condition(new CompiledSelection(resolved.name(), query), related)
                        .query());
    }

    private <U> RelationshipType<T, U> resolve(String call, Relationship<T, U> relationship) {
        return engine.resolve(RefusedException.unlessNull(relationship, call, "the relationship"));
    }

    private <U> Predicate every(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        RelationshipType<T, U> resolved = resolve("whereEvery", relationship);
        Query wanted = condition(new CompiledSelection(resolved.name(), Query.of(resolved.target())), related)
                .query();
        if (wanted.bounded() || wanted.source() instanceof Query.Derived) {
            throw new RefusedException(resolved.name()
                    + ": whereEvery takes conditions only, a limit or an offset says nothing about every row");
        }
        return engine.filters().every(resolved, wanted.filter(), depth);
    }

    private <U> CompiledSelection condition(CompiledSelection base, UnaryOperator<Selection<U>> related) {
        return nested(base, related, FilterResolver.checked(depth + 1)).alone("a condition on related rows");
    }

    private <U> CompiledSelection nested(CompiledSelection base, UnaryOperator<Selection<U>> related, int deep) {
        EngineSelection<U> given =
                new EngineSelection<>(engine, () -> base, null, false, LookupOptions.nothing(), new Object(), deep);
        Selection<U> narrowed = RefusedException.unlessNull(
                        related, base.label(), "the function that narrows the related rows")
                .apply(given);
        if (!(narrowed instanceof EngineSelection<U> selection) || selection.origin != given.origin) {
            throw new RefusedException(base.label() + ": the function that narrows the related rows must answer the"
                    + " selection that it was given, and answers another one, whose owner and conditions would be lost:"
                    + " narrow the one given, rows -> rows.where(…)");
        }
        selection.options.refuseNested(engine, base.label());
        return selection.compile();
    }

    @Override
    public final Selection<T> orderBy(Sort<T> sort) {
        return then(query -> query.orderBy(List.of(engine.filters().ordering(query.type(), sort))));
    }

    @Override
    public final Selection<T> thenBy(Sort<T> sort) {
        return then(query -> FilterResolver.thenBy(query, engine.filters().ordering(query.type(), sort)));
    }

    @Override
    public final Selection<T> limit(long rows) {
        return then(query -> FilterResolver.limit(query, notNegative("limit", rows)));
    }

    @Override
    public final Selection<T> offset(long rows) {
        return then(query -> FilterResolver.byId(query).offset(notNegative("offset", rows)));
    }

    static long notNegative(String what, long rows) {
        if (rows < 0) {
            throw new RefusedException(what + " must be 0 or more, was " + rows);
        }
        return rows;
    }

    @Override
    public final Selection<T> distinct() {
        return with(true, options);
    }

    @Override
    public final Selection<T> prefetch(Relationship<T, ?> relationship) {
        return with(
                distinct, options.prefetch(RefusedException.unlessNull(relationship, "prefetch", "the relationship")));
    }

    @Override
    public final Selection<T> strict() {
        return with(distinct, options.asStrict());
    }

    @Override
    public final Flux<T> all() {
        return reads("all()").all();
    }

    @Override
    public final Flux<T> iterate() {
        return iterate(Iteration.adaptive());
    }

    @Override
    public final Flux<T> iterate(Iteration iteration) {
        return reads("iterate()").iterate(iteration);
    }

    @Override
    public final Mono<Long> count() {
        return strictly(aggregates().count());
    }

    @Override
    public final Mono<Boolean> exists() {
        return strictly(new SelectionReads<>(engine, this::compile, options).exists());
    }

    @Override
    public final Mono<T> first() {
        return reads("first()").first();
    }

    @Override
    public final Mono<T> one() {
        return reads("one()").one();
    }

    @Override
    public final Flux<Object> ids() {
        return options.strictly(engine, new SelectionReads<>(engine, withoutRows("ids()"), options).ids());
    }

    @Override
    public final <V> Flux<V> values(Property<T, V> property) {
        return options.strictly(
                engine, new SelectionReads<>(engine, withoutRows("values(…)"), options).values(property, distinct));
    }

    @Override
    public final Mono<Page<T>> page(int size) {
        return pages(new KeysetPages<T>(engine, alone("page(…)")).page(size, null));
    }

    @Override
    public final Mono<Page<T>> page(int size, String cursor) {
        return pages(new KeysetPages<T>(engine, alone("page(…)")).page(size, cursor));
    }

    private Mono<Page<T>> pages(Mono<Page<T>> page) {
        return options.of(engine, page.flux(), Page::items).single();
    }

    @Override
    public final <U> Selection<T> fetch(Fetch<T, U> fetch) {
        return thenPlan(compiled -> compiled.with(branch(RefusedException.unlessNull(fetch, "fetch", "the plan"))));
    }

    private <U> FetchBranch<T, U> branch(Fetch<T, U> fetch) {
        RelationshipType<T, U> resolved = engine.resolve(fetch.relationship());
        CompiledSelection all = nested(engine.related(resolved), fetch.related(), depth);
        CompiledSelection related = fetch.what() == Fetch.What.COUNT ? all.alone("a count of related rows") : all;
        return new FetchBranch<>(resolved, fetch.what(), fetch.alias(), related, fetch.strategy(), fetch.recursion());
    }

    @Override
    public final Selection<T> withoutEager() {
        return thenPlan(CompiledSelection::withoutEager);
    }

    @Override
    public final Flux<Graph<T>> graphs() {
        return graphs(engine.graphs().all(engine, this::compile));
    }

    @Override
    public final Flux<Graph<T>> iterateGraphs(Iteration iteration) {
        return graphs(engine.graphs().iterate(engine, this::compile, iteration));
    }

    @Override
    public final Mono<Graph<T>> firstGraph() {
        return graphs(engine.graphs().<T>some(engine, this::compile, 1).flatMapIterable(graphs -> graphs))
                .singleOrEmpty();
    }

    @Override
    public final Mono<Graph<T>> oneGraph() {
        return graphs(engine.graphs()
                        .<T>some(engine, this::compile, 2)
                        .doOnNext(graphs -> {
                            if (graphs.size() > 1) {
                                throw new NotUniqueException(compile().label()
                                        + ": oneGraph() found more than one row; narrow the selection, or use"
                                        + " firstGraph() or graphs()");
                            }
                        })
                        .flatMapIterable(graphs -> graphs))
                .singleOrEmpty();
    }

    @Override
    public final Mono<Page<Graph<T>>> pageGraphs(int size) {
        return graphPages(engine.graphs().page(engine, this::compile, size, null));
    }

    @Override
    public final Mono<Page<Graph<T>>> pageGraphs(int size, String cursor) {
        return graphPages(engine.graphs().page(engine, this::compile, size, cursor));
    }

    private Mono<Page<Graph<T>>> graphPages(Mono<Page<Graph<T>>> page) {
        return options.of(
                        engine,
                        page.flux(),
                        graphs -> graphs.items().stream().map(Graph::root).toList())
                .single();
    }

    private Flux<Graph<T>> graphs(Flux<Graph<T>> graphs) {
        return options.of(engine, graphs, graph -> List.of(graph.root()));
    }

    @Override
    public final <V> ViewSelection<V> into(Class<V> view) {
        return options.of(engine, engine.graphs().views(engine, viewed(view), view));
    }

    @Override
    public final Mono<Number> sum(Property<T, ? extends Number> property) {
        return strictly(summed("sum(…)").sum(property));
    }

    @Override
    public final <V> Mono<V> min(Property<T, V> property) {
        return strictly(aggregates().min(property));
    }

    @Override
    public final <V> Mono<V> max(Property<T, V> property) {
        return strictly(aggregates().max(property));
    }

    @Override
    public final Mono<Double> avg(Property<T, ? extends Number> property) {
        return strictly(summed("avg(…)").avg(property));
    }

    @Override
    public final <K> Grouping<T, K> group(Property<T, K> property) {
        return new EngineGrouping<>(engine, () -> distinctRows("group(…)"), options, property);
    }

    @Override
    public final Mono<Long> update(Assignment<T> assignment) {
        return strictly(engine.writes().update(withoutRows("update(…)"), assignment));
    }

    @Override
    public final Mono<Long> deleteAll() {
        return strictly(engine.writes().deletes().delete(withoutRows("deleteAll()"), false));
    }

    @Override
    public final Mono<DeletePlan> deletePlan() {
        return strictly(engine.writes().deletes().plan(withoutRows("deletePlan()")));
    }

    private Supplier<CompiledSelection> viewed(@Nullable Class<?> view) {
        return () -> compile()
                .alone("into("
                        + RefusedException.unlessNull(view, "into", "the class of the view")
                                .getSimpleName() + ")");
    }

    private Supplier<CompiledSelection> alone(String call) {
        return () -> compile().alone(call);
    }

    /** For what answers no rows: neither a plan nor what is read ahead would have an effect. */
    private Supplier<CompiledSelection> withoutRows(String call) {
        return () -> {
            CompiledSelection compiled = compile();
            options.refuseWithoutRows(engine, compiled.label(), call);
            return compiled.alone(call);
        };
    }

    private SelectionReads<T> reads(String call) {
        return new SelectionReads<>(engine, alone(call), options);
    }

    private <R> Mono<R> strictly(Mono<R> answer) {
        return options.strict() ? options.strictly(engine, answer.flux()).singleOrEmpty() : answer;
    }

    private SelectionAggregates aggregates() {
        return new SelectionAggregates(engine, this::compile, options.strict());
    }

    private SelectionAggregates summed(String call) {
        return new SelectionAggregates(engine, () -> distinctRows(call), options.strict());
    }

    /** What is computed over rows, each of which counts, whether others have the same value or not. */
    private CompiledSelection distinctRows(String call) {
        CompiledSelection compiled = compile();
        if (distinct) {
            throw new RefusedException(compiled.label() + ": distinct() makes equal values(…) be answered once, and "
                    + call + " is over rows, which are distinct anyway: leave distinct() out");
        }
        return compiled;
    }
}
