package dev.relata.query;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows of a selection as records of another shape, whose components are the fetch plan. Immutable, thread-safe;
 * nothing is sent before subscribe.
 *
 * <p>Only the columns that the shape needs are read. One statement is sent for the rows and one for each relationship
 * of the shape, whatever the number of rows. A shape that does not fit is a {@code ModelException} on the first
 * subscribe, naming each component that does not and what it could be. A row that cannot be read, or of which no view can be
 * made, ends an answer with its error, before the first view that has it; the views before that one are answered.
 *
 * @param <V> the view
 */
public interface ViewSelection<V> {

    /**
     * Reads all views at once; memory grows with the answer.
     *
     * @return the views in the selection's order
     */
    Flux<V> all();

    /**
     * Streams the views; see {@link Selection#iterateGraphs(Iteration)}.
     *
     * @return the views in the selection's order
     */
    default Flux<V> iterate() {
        return iterate(Iteration.adaptive());
    }

    /**
     * Streams the views; see {@link Selection#iterateGraphs(Iteration)}.
     *
     * @param iteration how to fetch, and who watches
     * @return the views in the selection's order
     */
    Flux<V> iterate(Iteration iteration);

    /**
     * Reads the first view, by id where the selection has no order.
     *
     * @return the view, empty where there is none
     */
    Mono<V> first();

    /**
     * Reads the first page of the views; see {@link Selection#page(int)}.
     *
     * @param size views of a page, 1 or more
     * @return the page, empty items where there are none
     */
    default Mono<Page<V>> page(int size) {
        return page(size, null);
    }

    /**
     * Reads the page of the views that a cursor points at; see {@link Selection#page(int, String)}.
     *
     * @param size views of a page, 1 or more
     * @param cursor the {@link Page#next()} of a page of the same selection, of views or of rows; null for the first page
     * @return the page
     */
    Mono<Page<V>> page(int size, @Nullable String cursor);

    /**
     * Tells the statements that {@link #all()} would send now, and the strategy behind them; nothing is sent.
     *
     * @return the explanation
     */
    default Mono<Explanation> explain() {
        return explain(Explain.statements());
    }

    /**
     * Tells the statements that {@link #all()} would send now; see {@link Selection#explain(Explain)}.
     *
     * @param how whether plans of the store are asked for too, and whether values are shown
     * @return the explanation
     */
    Mono<Explanation> explain(Explain how);

    /**
     * Reads the only view.
     *
     * @return the view, empty where there is none; {@code NotUniqueException} where there are more
     */
    Mono<V> one();
}
