package dev.relata.internal.plan;

import dev.relata.internal.engine.Engine;
import dev.relata.internal.engine.GraphReads;
import dev.relata.internal.mapping.ViewTypes;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.query.Graph;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.ViewSelection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out fetch plans; keeps the views it has understood, nothing else. Thread-safe. */
public final class PlanReads implements GraphReads {

    private final ViewTypes views = new ViewTypes();

    /** Makes one that knows no views yet. */
    public PlanReads() {}

    @Override
    public <T> Flux<Graph<T>> all(Engine engine, Supplier<CompiledSelection> selection) {
        return Flux.defer(() -> roots(engine, selection.get()).all().map(PlanReads::<T>graph));
    }

    @Override
    public <T> Flux<Graph<T>> iterate(Engine engine, Supplier<CompiledSelection> selection, Iteration iteration) {
        return Flux.defer(() -> roots(engine, selection.get()).iterate(iteration, PlanReads::<T>graph));
    }

    @Override
    public <T> Mono<List<Graph<T>>> some(Engine engine, Supplier<CompiledSelection> selection, int most) {
        return Mono.defer(() -> roots(engine, selection.get()).some(most))
                .map(nodes -> nodes.stream().map(PlanReads::<T>graph).toList());
    }

    @Override
    public <T> Mono<Page<Graph<T>>> page(
            Engine engine, Supplier<CompiledSelection> selection, int size, @Nullable String cursor) {
        return Mono.defer(() -> roots(engine, selection.get()).page(size, cursor, PlanReads::<T>graph));
    }

    private static RootRows roots(Engine engine, CompiledSelection selection) {
        return new RootRows(engine, selection, ShapeBuilder.of(engine, selection));
    }

    @SuppressWarnings("unchecked") // the roots are rows of the selection
    private static <T> Graph<T> graph(GraphNode node) {
        return (Graph<T>) (Graph<?>) node;
    }

    @Override
    public <V> ViewSelection<V> views(Engine engine, Supplier<CompiledSelection> selection, Class<V> view) {
        return new ViewReads<>(engine, selection, entity -> views.of(engine.model(), entity, view));
    }
}
