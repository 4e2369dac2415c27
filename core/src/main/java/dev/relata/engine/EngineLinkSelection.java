package dev.relata.engine;

import dev.relata.model.Association;
import dev.relata.model.Attribute;
import dev.relata.model.Condition;
import dev.relata.model.EntityType;
import dev.relata.model.Filter;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.query.Iteration;
import dev.relata.query.Link;
import dev.relata.query.LinkSelection;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Links as rows of the join record, each with its target read beside it. */
final class EngineLinkSelection<S, T, J> implements LinkSelection<T, J> {

    private final Engine engine;
    private final Supplier<Owned<S, T>> source;
    private final BiFunction<Owned<S, T>, Query, Query> steps;

    EngineLinkSelection(Engine engine, Supplier<Owned<S, T>> source) {
        this(engine, source, (owned, query) -> query);
    }

    private EngineLinkSelection(
            Engine engine, Supplier<Owned<S, T>> source, BiFunction<Owned<S, T>, Query, Query> steps) {
        this.engine = engine;
        this.source = source;
        this.steps = steps;
    }

    private LinkSelection<T, J> then(BiFunction<Owned<S, T>, Query, Query> step) {
        return new EngineLinkSelection<>(
                engine, source, (owned, query) -> step.apply(owned, steps.apply(owned, query)));
    }

    @Override
    public <V extends Comparable<? super V>> LinkSelection<T, J> where(
            Property<J, V> property, Condition<V> condition) {
        return then((owned, query) ->
                query.where(engine.filters().condition(engine.filters().path(query.type(), property), condition)));
    }

    @Override
    public LinkSelection<T, J> where(Filter<J> filter) {
        return then((owned, query) -> query.where(engine.filters().predicate(query.type(), filter)));
    }

    @Override
    public <V extends Comparable<? super V>> LinkSelection<T, J> whereTarget(
            Property<T, V> property, Condition<V> condition) {
        return then((owned, query) -> query.where(onTarget(
                owned, engine.filters().condition(engine.filters().path(owned.target(), property), condition))));
    }

    @Override
    public LinkSelection<T, J> whereTarget(Filter<T> filter) {
        return then((owned, query) ->
                query.where(onTarget(owned, engine.filters().predicate(owned.target(), filter))));
    }

    private Predicate onTarget(Owned<S, T> owned, Predicate predicate) {
        return FilterResolver.exists(
                owned.linkToTarget(), Query.of(owned.target()).where(predicate));
    }

    @Override
    public LinkSelection<T, J> orderBy(Sort<J> sort) {
        return then((owned, query) -> query.orderBy(List.of(engine.filters().ordering(query.type(), sort))));
    }

    @Override
    public LinkSelection<T, J> thenBy(Sort<J> sort) {
        return then(
                (owned, query) -> FilterResolver.thenBy(query, engine.filters().ordering(query.type(), sort)));
    }

    @Override
    public LinkSelection<T, J> limit(long rows) {
        return then((owned, query) -> FilterResolver.limit(query, rows));
    }

    @Override
    public Flux<Link<T, J>> all() {
        return read((sessions, select) -> sessions.read(session -> session.select(select)));
    }

    @Override
    public Flux<Link<T, J>> iterate() {
        return read((sessions, select) -> sessions.stream(session -> session.stream(select, Iteration.adaptive())));
    }

    @Override
    public Mono<Long> count() {
        return Mono.defer(() -> {
            Owned<S, T> owned = source.get();
            return new Aggregates(engine, () -> new Compiled(owned.label(), query(owned))).count();
        });
    }

    private Flux<Link<T, J>> read(BiFunction<Sessions, Select, Flux<@Nullable Object[]>> how) {
        return Flux.defer(() -> {
            Owned<S, T> owned = source.get();
            Query query = query(owned);
            if (FilterResolver.isVoid(query)) {
                return Flux.empty();
            }
            Query ordered = query.order().isEmpty() ? query : FilterResolver.byId(query);
            Select select = Select.of(owned.label(), ordered, columns(owned));
            return how.apply(engine.sessions(), select).map(row -> link(owned, row));
        });
    }

    /** The owner's links that the relation shows, in its order unless another is given. */
    private Query query(Owned<S, T> owned) {
        Query shown = owned.linksInOrder();
        return steps.apply(owned, shown);
    }

    private static List<Path> columns(Owned<?, ?> owned) {
        List<Path> columns = new ArrayList<>();
        Association step = owned.linkToTarget();
        for (Attribute attribute : owned.relationship().junctionOrThrow().type().attributes()) {
            columns.add(Path.of(attribute));
        }
        for (Attribute attribute : owned.target().attributes()) {
            columns.add(new Path(List.of(step), attribute));
        }
        return columns;
    }

    @SuppressWarnings("unchecked") // the junction of a relationship through J is of the type J
    private Link<T, J> link(Owned<S, T> owned, @Nullable Object[] row) {
        EntityType<J> join =
                (EntityType<J>) owned.relationship().junctionOrThrow().type();
        int width = join.attributes().size();
        T target = owned.target().instantiate(Arrays.copyOfRange(row, width, row.length));
        return new Link<>(target, join.instantiate(Arrays.copyOf(row, width)));
    }
}
