package dev.relata.internal.select;

import dev.relata.model.Property;
import dev.relata.query.Group;
import dev.relata.query.Grouping;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Groups of the rows of an owner that is still to come. */
record AwaitedGroups<T, K>(Mono<Grouping<T, K>> source) implements Grouping<T, K> {

    @Override
    public Flux<Group<K, Long>> count() {
        return source.flatMapMany(Grouping::count);
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
