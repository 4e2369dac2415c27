package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.model.Property;
import dev.relata.query.Group;
import dev.relata.query.Grouping;
import dev.relata.spi.Aggregate.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Groups of rows by a property; one statement for each computation over them. */
final class PropertyGroups<T, K> implements Grouping<T, K> {

    private final SelectionReaders readers;
    private final Supplier<CompiledSelection> source;
    private final SelectionOptions<T> options;
    private final Property<T, K> key;

    PropertyGroups(
            SelectionReaders readers,
            Supplier<CompiledSelection> source,
            SelectionOptions<T> options,
            Property<T, K> key) {
        this.readers = readers;
        this.source = source;
        this.options = options;
        this.key = key;
    }

    @Override
    public Flux<Group<K, Long>> count() {
        return groups(Function.COUNT, null);
    }

    @Override
    public Flux<Group<K, Number>> sum(Property<T, ? extends Number> property) {
        return groups(Function.SUM, property);
    }

    @Override
    public <V> Flux<Group<K, V>> min(Property<T, V> property) {
        return groups(Function.MIN, given("min", property));
    }

    @Override
    public <V> Flux<Group<K, V>> max(Property<T, V> property) {
        return groups(Function.MAX, given("max", property));
    }

    @Override
    public Flux<Group<K, Double>> avg(Property<T, ? extends Number> property) {
        return groups(Function.AVG, given("avg", property));
    }

    private <P> P given(String call, P property) {
        return readers.answers().now(() -> RefusedException.unlessNull(property, "group(…)." + call, "the property"));
    }

    private <V> Flux<Group<K, V>> groups(Function function, @Nullable Property<T, ?> property) {
        return readers.answers()
                .of(readers.prefetcher().strictly(options, readers.values().groups(source, key, function, property)));
    }
}
