package dev.relata.internal.select;

import dev.relata.model.Aggregation;
import dev.relata.model.Condition;
import dev.relata.model.GroupSort;
import dev.relata.model.Property;
import dev.relata.model.ToOne;
import dev.relata.model.Value;
import dev.relata.query.Group;
import dev.relata.query.Grouping;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Groups of the rows of an owner that is still to come. */
record AwaitedGroups<T, K>(Mono<Grouping<T, K>> source) implements Grouping<T, K> {

    private Grouping<T, K> then(UnaryOperator<Grouping<T, K>> step) {
        return new AwaitedGroups<>(source.map(step));
    }

    @Override
    public Grouping<T, List<Object>> and(Property<T, ?> property) {
        return new AwaitedGroups<>(source.map(groups -> groups.and(property)));
    }

    @Override
    public <U> Grouping<T, List<Object>> and(ToOne<T, U> relationship, Property<U, ?> property) {
        return new AwaitedGroups<>(source.map(groups -> groups.and(relationship, property)));
    }

    @Override
    public Grouping<T, List<Object>> and(Value<T, ?> value) {
        return new AwaitedGroups<>(source.map(groups -> groups.and(value)));
    }

    @Override
    public <V> Grouping<T, K> having(Aggregation<T, V> aggregation, Condition<? extends V> condition) {
        return then(groups -> groups.having(aggregation, condition));
    }

    @Override
    public Grouping<T, K> orderBy(GroupSort<T> sort) {
        return then(groups -> groups.orderBy(sort));
    }

    @Override
    public Grouping<T, K> thenBy(GroupSort<T> sort) {
        return then(groups -> groups.thenBy(sort));
    }

    @Override
    public Grouping<T, K> limit(long most) {
        return then(groups -> groups.limit(most));
    }

    @Override
    public Grouping<T, K> offset(long first) {
        return then(groups -> groups.offset(first));
    }

    @Override
    public <V> Flux<Group<K, V>> aggregate(Aggregation<T, V> aggregation) {
        return source.flatMapMany(groups -> groups.aggregate(aggregation));
    }

    @Override
    public <R> Flux<R> into(Class<R> record, List<? extends Aggregation<T, ?>> aggregations) {
        return source.flatMapMany(groups -> groups.into(record, aggregations));
    }

    @Override
    public Flux<Group<K, Long>> count() {
        return source.flatMapMany(Grouping::count);
    }

    @Override
    public Flux<Group<K, Number>> sum(Value<T, ? extends Number> value) {
        return source.flatMapMany(groups -> groups.sum(value));
    }

    @Override
    public Flux<Group<K, Long>> countDistinct(Property<T, ?> property) {
        return source.flatMapMany(groups -> groups.countDistinct(property));
    }

    @Override
    public Flux<Group<K, Number>> sum(Property<T, ? extends Number> property) {
        return source.flatMapMany(groups -> groups.sum(property));
    }

    @Override
    public <V> Flux<Group<K, V>> min(Property<T, V> property) {
        return source.flatMapMany(groups -> groups.min(property));
    }

    @Override
    public <V> Flux<Group<K, V>> max(Property<T, V> property) {
        return source.flatMapMany(groups -> groups.max(property));
    }

    @Override
    public Flux<Group<K, Double>> avg(Property<T, ? extends Number> property) {
        return source.flatMapMany(groups -> groups.avg(property));
    }
}
