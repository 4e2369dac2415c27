package dev.relata.internal.plan;

import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.KeysetPage;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads rows of one selection as users ask for them: as entities, links, graphs or views. Immutable; cold.
 *
 * @param <R> what is made of a row
 */
public interface RowReader<R> {

    /**
     * Reads rows with one request.
     *
     * @param rows the selection, ordered or limited
     */
    Flux<R> read(CompiledSelection rows);

    /**
     * Streams rows by demand.
     *
     * @param rows the selection, ordered
     * @param iteration how to fetch
     */
    Flux<R> stream(CompiledSelection rows, Iteration iteration);

    /**
     * Reads a page.
     *
     * @param page the page of the selection, not void
     */
    Mono<Page<R>> page(KeysetPage page);
}
