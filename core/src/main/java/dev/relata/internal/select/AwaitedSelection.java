package dev.relata.internal.select;

import dev.relata.internal.export.EncodableSelection;
import dev.relata.internal.export.EncodedRows;
import dev.relata.internal.export.RowFormat;
import dev.relata.model.Aggregation;
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
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A selection of rows of an owner that is still to come: each read waits for the owner, and is empty where there is none.
 *
 * @param source the selection once the owner is there; subscribed to by each read
 */
record AwaitedSelection<T>(Mono<Selection<T>> source) implements Selection<T>, EncodableSelection {

    private Selection<T> then(UnaryOperator<Selection<T>> step) {
        return new AwaitedSelection<>(source.map(step));
    }

    private <R> Flux<R> many(Function<Selection<T>, Flux<R>> read) {
        return source.flatMapMany(read);
    }

    private <R> Mono<R> one(Function<Selection<T>, Mono<R>> read) {
        return source.flatMap(read);
    }

    @Override
    public <V> PropertyClause<Selection<T>, V> where(Property<T, V> property) {
        return new ConditionClause<>(condition -> then(selection -> where(selection, property, condition)));
    }

    private static <T, V> Selection<T> where(Selection<T> selection, Property<T, V> property, Condition<?> condition) {
        return ((EntitySelection<T>) selection).onProperty(property, condition);
    }

    @Override
    public <V extends Comparable<? super V>> Selection<T> where(Property<T, V> property, Condition<V> condition) {
        return then(rows -> rows.where(property, condition));
    }

    @Override
    public Selection<T> where(Filter<T> filter) {
        return then(rows -> rows.where(filter));
    }

    @Override
    public <U> Selection<T> where(ToOne<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return then(rows -> rows.where(relationship, related));
    }

    @Override
    public <U> Selection<T> where(HasOne<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return then(rows -> rows.where(relationship, related));
    }

    @Override
    public <U> Selection<T> whereAny(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return then(rows -> rows.whereAny(relationship, related));
    }

    @Override
    public <U> Selection<T> whereNone(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return then(rows -> rows.whereNone(relationship, related));
    }

    @Override
    public <U> Selection<T> whereEvery(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related) {
        return then(rows -> rows.whereEvery(relationship, related));
    }

    @Override
    public <U> Selection<T> whereCount(
            ToMany<T, U> relationship, UnaryOperator<Selection<U>> related, Condition<Long> condition) {
        return then(rows -> rows.whereCount(relationship, related, condition));
    }

    @Override
    public <U, J> Selection<T> whereAny(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links) {
        return then(rows -> rows.whereAny(relationship, targets, links));
    }

    @Override
    public <U, J> Selection<T> whereNone(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links) {
        return then(rows -> rows.whereNone(relationship, targets, links));
    }

    @Override
    public <U, J> Selection<T> whereEvery(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links) {
        return then(rows -> rows.whereEvery(relationship, targets, links));
    }

    @Override
    public Selection<T> orderBy(Sort<T> sort) {
        return then(rows -> rows.orderBy(sort));
    }

    @Override
    public Selection<T> thenBy(Sort<T> sort) {
        return then(rows -> rows.thenBy(sort));
    }

    @Override
    public Selection<T> limit(long rows) {
        return then(all -> all.limit(rows));
    }

    @Override
    public Selection<T> offset(long rows) {
        return then(all -> all.offset(rows));
    }

    @Override
    public Selection<T> distinct() {
        return then(rows -> rows.distinct());
    }

    @Override
    public Selection<T> prefetch(Relationship<T, ?> relationship) {
        return then(rows -> rows.prefetch(relationship));
    }

    @Override
    public Selection<T> lookAhead() {
        return then(rows -> rows.lookAhead());
    }

    @Override
    public Selection<T> strict() {
        return then(rows -> rows.strict());
    }

    @Override
    public Selection<T> forUpdate() {
        return then(rows -> rows.forUpdate());
    }

    @Override
    public Selection<T> skipLocked() {
        return then(rows -> rows.skipLocked());
    }

    @Override
    public Selection<T> noWait() {
        return then(rows -> rows.noWait());
    }

    @Override
    public <U> Selection<T> fetch(Fetch<T, U> fetch) {
        return then(rows -> rows.fetch(fetch));
    }

    @Override
    public Selection<T> withoutEager() {
        return then(rows -> rows.withoutEager());
    }

    @Override
    public Flux<T> all() {
        return many(rows -> rows.all());
    }

    @Override
    public Flux<T> iterate(Iteration iteration) {
        return many(rows -> rows.iterate(iteration));
    }

    /** Without the owner an export of no rows, which may have bytes. */
    @Override
    public Flux<ByteBuffer> encoded(Iteration iteration, RowFormat format) {
        return many(rows -> ((EncodableSelection) rows).encoded(iteration, format))
                .switchIfEmpty(EncodedRows.ofRecords(Flux.empty(), format));
    }

    @Override
    public Flux<Object> ids() {
        return many(rows -> rows.ids());
    }

    @Override
    public <V> Flux<V> values(Property<T, V> property) {
        return many(rows -> rows.values(property));
    }

    @Override
    public Flux<Graph<T>> graphs() {
        return many(rows -> rows.graphs());
    }

    @Override
    public Flux<Graph<T>> iterateGraphs(Iteration iteration) {
        return many(rows -> rows.iterateGraphs(iteration));
    }

    @Override
    public Mono<Long> count() {
        return one(rows -> rows.count());
    }

    @Override
    public Mono<Boolean> exists() {
        return one(rows -> rows.exists());
    }

    @Override
    public Mono<T> first() {
        return one(rows -> rows.first());
    }

    @Override
    public Mono<T> one() {
        return one(rows -> rows.one());
    }

    @Override
    public Mono<Page<T>> page(int size, @Nullable String cursor) {
        return one(rows -> rows.page(size, cursor));
    }

    @Override
    public Mono<Graph<T>> firstGraph() {
        return one(rows -> rows.firstGraph());
    }

    @Override
    public Mono<Graph<T>> oneGraph() {
        return one(rows -> rows.oneGraph());
    }

    @Override
    public Mono<Page<Graph<T>>> pageGraphs(int size, @Nullable String cursor) {
        return one(rows -> rows.pageGraphs(size, cursor));
    }

    @Override
    public Mono<Explanation> explain(Explain how) {
        return one(rows -> rows.explain(how));
    }

    @Override
    public Mono<Number> sum(Value<T, ? extends Number> value) {
        return one(rows -> rows.sum(value));
    }

    @Override
    public Mono<Long> countDistinct(Property<T, ?> property) {
        return one(rows -> rows.countDistinct(property));
    }

    @Override
    public Mono<Number> sum(Property<T, ? extends Number> property) {
        return one(rows -> rows.sum(property));
    }

    @Override
    public <V> Mono<V> min(Property<T, V> property) {
        return one(rows -> rows.min(property));
    }

    @Override
    public <V> Mono<V> max(Property<T, V> property) {
        return one(rows -> rows.max(property));
    }

    @Override
    public Mono<Double> avg(Property<T, ? extends Number> property) {
        return one(rows -> rows.avg(property));
    }

    @Override
    public Mono<Long> update(Assignment<T> assignment) {
        return one(rows -> rows.update(assignment));
    }

    @Override
    public Mono<Long> deleteAll() {
        return one(rows -> rows.deleteAll());
    }

    @Override
    public Mono<DeletePlan> deletePlan() {
        return one(rows -> rows.deletePlan());
    }

    @Override
    public <V> ViewSelection<V> into(Class<V> view) {
        return new AwaitedViews<>(source.map(rows -> rows.into(view)));
    }

    @Override
    public <V> Mono<V> aggregate(Aggregation<T, V> aggregation) {
        return one(rows -> rows.aggregate(aggregation));
    }

    @Override
    public <K> Grouping<T, K> group(Property<T, K> property) {
        return new AwaitedGroups<>(source.map(rows -> rows.group(property)));
    }

    @Override
    public <U, K> Grouping<T, K> group(ToOne<T, U> relationship, Property<U, K> property) {
        return new AwaitedGroups<>(source.map(rows -> rows.group(relationship, property)));
    }

    @Override
    public <K> Grouping<T, K> group(Value<T, K> value) {
        return new AwaitedGroups<>(source.map(rows -> rows.group(value)));
    }
}
