package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.model.Aggregates;
import dev.relata.model.Aggregation;
import dev.relata.model.Aggregation.Function;
import dev.relata.model.Condition;
import dev.relata.model.GroupSort;
import dev.relata.model.Property;
import dev.relata.model.Term;
import dev.relata.model.ToOne;
import dev.relata.model.Value;
import dev.relata.query.Group;
import dev.relata.query.Grouping;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;

/** Groups of rows by values of theirs; one statement for each computation over them. */
final class RowGroups<T, K> implements Grouping<T, K> {

    private final SelectionReaders readers;
    private final Supplier<CompiledSelection> source;
    private final SelectionOptions<T> options;
    private final GroupSteps steps;

    RowGroups(
            SelectionReaders readers,
            Supplier<CompiledSelection> source,
            SelectionOptions<T> options,
            GroupSteps steps) {
        this.readers = readers;
        this.source = source;
        this.options = options;
        this.steps = steps;
    }

    private <L> Grouping<T, L> with(GroupSteps more) {
        return new RowGroups<>(readers, source, options, more);
    }

    @Override
    public Grouping<T, List<Object>> and(Property<T, ?> property) {
        return with(steps.and(readers.translation().now(() -> Term.of(property))));
    }

    @Override
    public <U> Grouping<T, List<Object>> and(ToOne<T, U> relationship, Property<U, ?> property) {
        return with(steps.and(readers.translation().now(() -> Term.of(relationship, property))));
    }

    @Override
    public Grouping<T, List<Object>> and(Value<T, ?> value) {
        return with(steps.and(given("and", value).term()));
    }

    @Override
    public <V> Grouping<T, K> having(Aggregation<T, V> aggregation, Condition<? extends V> condition) {
        return with(steps.having(aggregation, condition));
    }

    @Override
    public Grouping<T, K> orderBy(GroupSort<T> sort) {
        return with(steps.ordered(true, sort));
    }

    @Override
    public Grouping<T, K> thenBy(GroupSort<T> sort) {
        return with(steps.ordered(false, sort));
    }

    @Override
    public Grouping<T, K> limit(long groups) {
        return with(steps.limit(groups));
    }

    @Override
    public Grouping<T, K> offset(long groups) {
        return with(steps.offset(groups));
    }

    @Override
    public Flux<Group<K, Long>> count() {
        return aggregate(Aggregates.count());
    }

    @Override
    public Flux<Group<K, Number>> sum(Property<T, ? extends Number> property) {
        return over(Function.SUM, property);
    }

    @Override
    public <V> Flux<Group<K, V>> min(Property<T, V> property) {
        return over(Function.MIN, property);
    }

    @Override
    public <V> Flux<Group<K, V>> max(Property<T, V> property) {
        return over(Function.MAX, property);
    }

    @Override
    public Flux<Group<K, Double>> avg(Property<T, ? extends Number> property) {
        return over(Function.AVG, property);
    }

    @Override
    public Flux<Group<K, Number>> sum(Value<T, ? extends Number> value) {
        return aggregate(readers.translation().now(() -> Aggregates.sum(value)));
    }

    @Override
    public Flux<Group<K, Long>> countDistinct(Property<T, ?> property) {
        return aggregate(readers.translation().now(() -> Aggregates.countDistinct(property)));
    }

    @Override
    public <V> Flux<Group<K, V>> aggregate(Aggregation<T, V> aggregation) {
        return answered(readers.groups().groups(source, steps, aggregation));
    }

    @Override
    public <R> Flux<R> into(Class<R> record, List<? extends Aggregation<T, ?>> aggregations) {
        return answered(readers.groups().records(source, steps, record, aggregations));
    }

    private <P> P given(String call, P argument) {
        return readers.translation()
                .now(() -> RefusedException.unlessNull(argument, "group(…)." + call, "the property"));
    }

    private <V> Flux<Group<K, V>> over(Function function, Property<T, ?> property) {
        return aggregate(new Aggregation<T, V>(function, readers.translation().now(() -> Term.of(property)), false));
    }

    private <R> Flux<R> answered(Flux<R> answer) {
        return readers.translation().of(readers.prefetcher().strictly(options, answer));
    }
}
