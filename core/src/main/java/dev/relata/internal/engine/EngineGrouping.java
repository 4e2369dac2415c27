package dev.relata.internal.engine;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.model.Property;
import dev.relata.query.Group;
import dev.relata.query.Grouping;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Aggregate.Function;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** One statement for each computation over the groups. */
final class EngineGrouping<T, K> implements Grouping<T, K> {

    private final Engine engine;
    private final Supplier<CompiledSelection> source;
    private final LookupOptions<T> options;
    private final Property<T, K> key;

    EngineGrouping(Engine engine, Supplier<CompiledSelection> source, LookupOptions<T> options, Property<T, K> key) {
        this.engine = engine;
        this.source = source;
        this.options = options;
        this.key = key;
    }

    @Override
    public Flux<Group<K, Long>> count() {
        return groups(Function.COUNT, null, null);
    }

    @Override
    public Flux<Group<K, Number>> sum(Property<T, ? extends Number> property) {
        return Flux.defer(() -> groups(
                Function.SUM,
                property,
                SelectionAggregates.zero(engine.filters()
                        .path(source.get().query().type(), property)
                        .attribute())));
    }

    @Override
    public <V> Flux<Group<K, V>> min(Property<T, V> property) {
        return groups(Function.MIN, given("min", property), null);
    }

    @Override
    public <V> Flux<Group<K, V>> max(Property<T, V> property) {
        return groups(Function.MAX, given("max", property), null);
    }

    @Override
    public Flux<Group<K, Double>> avg(Property<T, ? extends Number> property) {
        return groups(Function.AVG, given("avg", property), null);
    }

    private static <P> P given(String call, P property) {
        return RefusedException.unlessNull(property, "group(…)." + call, "the property");
    }

    private <V> Flux<Group<K, V>> groups(Function function, @Nullable Property<T, ?> property, @Nullable V nothing) {
        return options.strictly(engine, Flux.defer(() -> {
            CompiledSelection compiled = source.get();
            if (compiled.isVoid()) {
                return Flux.empty();
            }
            Path by = engine.filters().path(compiled.query().type(), key);
            Path over = property == null
                    ? null
                    : engine.filters().path(compiled.query().type(), property);
            Query query = compiled.query().orderBy(List.of(order(compiled.query(), by)));
            Aggregate aggregate = new Aggregate(function, over, false);
            Select select = new Select(compiled.label(), query, List.of(by, aggregate), List.of(by), false, null);
            return engine.sessions()
                    .read(session -> session.select(select))
                    .<Group<K, V>>mapNotNull(row -> group(row, nothing))
                    .onErrorMap(error -> SelectionAggregates.named(aggregate, error));
        }));
    }

    /** That of the rows, where it begins with the key. */
    private static Ordering order(Query rows, Path by) {
        return rows.order().stream()
                .limit(1)
                .filter(term -> term.path().equals(by))
                .findFirst()
                .orElse(new Ordering(by, Direction.ASC, Nulls.LAST));
    }

    @SuppressWarnings("unchecked") // the store answers the key and the function in their types
    private static <K, V> @Nullable Group<K, V> group(@Nullable Object[] row, @Nullable V nothing) {
        V value = row[1] == null ? nothing : (V) row[1];
        return value == null ? null : new Group<>((K) row[0], value);
    }
}
