package dev.relata.internal.engine;

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

/** Carries out fetch plans; what selections need of the layer above them. Thread-safe. */
public interface GraphReads {

    /**
     * Reads all rows with what their plan fetches.
     *
     * @param engine the engine
     * @param selection compiles the selection, on subscribe
     * @param <T> the row
     * @return a graph for each row; cold
     */
    <T> Flux<Graph<T>> all(Engine engine, Supplier<CompiledSelection> selection);

    /**
     * Streams the rows with what their plan fetches.
     *
     * @param engine the engine
     * @param selection compiles the selection, on subscribe
     * @param iteration how to fetch
     * @param <T> the row
     * @return a graph for each row; cold
     */
    <T> Flux<Graph<T>> iterate(Engine engine, Supplier<CompiledSelection> selection, Iteration iteration);

    /**
     * Reads the first rows with what their plan fetches.
     *
     * @param engine the engine
     * @param selection compiles the selection, on subscribe
     * @param most how many rows at the most
     * @param <T> the row
     * @return a graph for each row; cold
     */
    <T> Mono<List<Graph<T>>> some(Engine engine, Supplier<CompiledSelection> selection, int most);

    /**
     * Reads a page of rows with what their plan fetches.
     *
     * @param engine the engine
     * @param selection compiles the selection, on subscribe
     * @param size rows of a page
     * @param cursor where it begins, or null for the first
     * @param <T> the row
     * @return a graph for each row; cold
     */
    <T> Mono<Page<Graph<T>>> page(
            Engine engine, Supplier<CompiledSelection> selection, int size, @Nullable String cursor);

    /**
     * Reads rows as records of another shape.
     *
     * @param engine the engine
     * @param selection compiles the selection, on subscribe
     * @param view the record
     * @param <V> the record
     * @return what reads the views
     */
    <V> ViewSelection<V> views(Engine engine, Supplier<CompiledSelection> selection, Class<V> view);
}
