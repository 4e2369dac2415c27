package dev.relata.internal.engine;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.LinkQuery;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.model.Assignment;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.query.Iteration;
import dev.relata.query.Link;
import dev.relata.query.LinkSelection;
import dev.relata.query.Page;
import dev.relata.query.PropertyClause;
import dev.relata.spi.Ordering;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Links as rows of the join record, each with its target read beside it. */
final class EngineLinkSelection<S, T, J> implements LinkSelection<T, J> {

    private final Engine engine;
    private final Supplier<BoundRelationship<S, T>> source;
    private final @Nullable StepList<BiFunction<BoundRelationship<S, T>, Query, Query>> steps;

    EngineLinkSelection(Engine engine, Supplier<BoundRelationship<S, T>> source) {
        this(engine, source, null);
    }

    private EngineLinkSelection(
            Engine engine,
            Supplier<BoundRelationship<S, T>> source,
            @Nullable StepList<BiFunction<BoundRelationship<S, T>, Query, Query>> steps) {
        this.engine = engine;
        this.source = source;
        this.steps = steps;
    }

    private LinkSelection<T, J> then(BiFunction<BoundRelationship<S, T>, Query, Query> step) {
        return new EngineLinkSelection<>(engine, source, new StepList<>(steps, step));
    }

    private LinkSelection<T, J> then(UnaryOperator<Query> step) {
        return then((bound, query) -> step.apply(query));
    }

    @Override
    public <V extends Comparable<? super V>> LinkSelection<T, J> where(
            Property<J, V> property, Condition<V> condition) {
        return onLink(property, condition);
    }

    private LinkSelection<T, J> onLink(Property<J, ?> property, Condition<?> condition) {
        return then(query ->
                query.where(engine.filters().condition(engine.filters().path(query.type(), property), condition)));
    }

    @Override
    public LinkSelection<T, J> where(Filter<J> filter) {
        return then(query -> query.where(engine.filters().predicate(query.type(), filter)));
    }

    @Override
    public <V> PropertyClause<LinkSelection<T, J>, V> where(Property<J, V> property) {
        return new EnginePropertyClause<>(condition -> onLink(property, condition));
    }

    @Override
    public <V extends Comparable<? super V>> LinkSelection<T, J> whereTarget(
            Property<T, V> property, Condition<V> condition) {
        return onTarget(property, condition);
    }

    private LinkSelection<T, J> onTarget(Property<T, ?> property, Condition<?> condition) {
        return then((bound, query) -> query.where(target(
                bound, engine.filters().condition(engine.filters().path(bound.target(), property), condition))));
    }

    @Override
    public LinkSelection<T, J> whereTarget(Filter<T> filter) {
        return then((bound, query) -> query.where(target(bound, engine.filters().predicate(bound.target(), filter))));
    }

    @Override
    public <V> PropertyClause<LinkSelection<T, J>, V> whereTarget(Property<T, V> property) {
        return new EnginePropertyClause<>(condition -> onTarget(property, condition));
    }

    private Predicate target(BoundRelationship<S, T> bound, Predicate predicate) {
        return FilterResolver.exists(
                LinkQuery.toTarget(bound.relationship()),
                Query.of(bound.target()).where(predicate));
    }

    @Override
    public LinkSelection<T, J> orderBy(Sort<J> sort) {
        return then(query -> query.orderBy(List.of(engine.filters().ordering(query.type(), sort))));
    }

    @Override
    public LinkSelection<T, J> thenBy(Sort<J> sort) {
        return then(query -> FilterResolver.thenBy(query, engine.filters().ordering(query.type(), sort)));
    }

    @Override
    public LinkSelection<T, J> orderByTarget(Sort<T> sort) {
        return then((bound, query) -> query.orderBy(List.of(targetTerm(bound, sort))));
    }

    @Override
    public LinkSelection<T, J> thenByTarget(Sort<T> sort) {
        return then((bound, query) -> FilterResolver.thenBy(query, targetTerm(bound, sort)));
    }

    private Ordering targetTerm(BoundRelationship<S, T> bound, Sort<T> sort) {
        return new LinkQuery(bound.relationship()).through(engine.filters().ordering(bound.target(), sort));
    }

    @Override
    public LinkSelection<T, J> limit(long rows) {
        return then(query -> FilterResolver.limit(query, EngineSelection.notNegative("limit", rows)));
    }

    @Override
    public LinkSelection<T, J> offset(long rows) {
        return then(query -> FilterResolver.byId(query).offset(EngineSelection.notNegative("offset", rows)));
    }

    private CompiledSelection compile() {
        BoundRelationship<S, T> bound = source.get();
        CompiledSelection compiled = bound.linkSelection();
        for (BiFunction<BoundRelationship<S, T>, Query, Query> step : StepList.inOrder(steps)) {
            compiled = compiled.then(query -> step.apply(bound, query));
        }
        return compiled;
    }

    private LinkShape<T, J> shape() {
        return new LinkShape<>(source.get().relationship());
    }

    @Override
    public Flux<Link<T, J>> all() {
        return read(CompiledSelection::ordered, (sessions, select) -> sessions.read(session -> session.select(select)));
    }

    @Override
    public Flux<Link<T, J>> iterate() {
        return iterate(Iteration.adaptive());
    }

    @Override
    public Flux<Link<T, J>> iterate(Iteration iteration) {
        return Flux.defer(() -> ProgressReport.of(
                iteration,
                read(
                        CompiledSelection::ordered,
                        (sessions, select) -> sessions.stream(session -> session.stream(select, iteration)))));
    }

    @Override
    public Mono<Link<T, J>> first() {
        return read(
                        compiled -> compiled.limited(1),
                        (sessions, select) -> sessions.read(session -> session.select(select)))
                .singleOrEmpty();
    }

    private Flux<Link<T, J>> read(
            UnaryOperator<CompiledSelection> how, BiFunction<Sessions, Select, Flux<@Nullable Object[]>> send) {
        return Flux.defer(() -> {
            CompiledSelection compiled = how.apply(compile());
            LinkShape<T, J> shape = shape();
            return compiled.isVoid()
                    ? Flux.empty()
                    : send.apply(engine.sessions(), Select.of(compiled.label(), compiled.query(), shape.columns()))
                            .map(shape::link);
        });
    }

    @Override
    public Mono<Page<Link<T, J>>> page(int size) {
        return pages().page(size, null);
    }

    @Override
    public Mono<Page<Link<T, J>>> page(int size, String cursor) {
        return pages().page(size, cursor);
    }

    private KeysetPages<Link<T, J>> pages() {
        return new KeysetPages<>(engine, this::compile, compiled -> {
            LinkShape<T, J> shape = shape();
            return new KeysetPages.Item<>(shape.columns(), shape::link);
        });
    }

    @Override
    public Mono<Long> count() {
        return new SelectionAggregates(engine, this::compile).count();
    }

    @Override
    public Mono<Boolean> exists() {
        return limit(1).count().map(links -> links > 0);
    }

    @Override
    public Mono<Long> update(Assignment<J> assignment) {
        return Mono.defer(() -> {
            refuseEnds(source.get(), assignment);
            return engine.writes().update(this::compile, assignment);
        });
    }

    private void refuseEnds(BoundRelationship<S, T> bound, Assignment<J> assignment) {
        Junction junction = bound.relationship().junctionOrThrow();
        for (Assignment.Part<J> part : RefusedException.unlessNull(
                        assignment, bound.label() + ".links().update", "the assignment")
                .parts()) {
            Attribute attribute = engine.model().attribute(junction.type(), part.property());
            if (junction.pair().contains(attribute)) {
                throw new RefusedException(bound.label() + ".links().update: " + attribute.qualifiedName()
                        + " is an end of the link: add(…) another one and remove(…) this one instead");
            }
            if (attribute.equals(junction.position())) {
                throw new RefusedException(bound.label() + ".links().update: " + attribute.qualifiedName()
                        + " keeps the order of the links, of which no two have one place: move(…) them, or set(…) the"
                        + " list");
            }
        }
    }

    @Override
    public Mono<Long> deleteAll() {
        return engine.writes().deletes().delete(this::compile, false);
    }
}
