package dev.relata.internal.engine;

import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.ViewSelection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Views with something done around each read. Immutable.
 *
 * @param views the views
 * @param around what is done
 * @param <V> the view
 */
record ObservedViews<V>(ViewSelection<V> views, Around around) implements ViewSelection<V> {

    /** What is done around a read, whatever it answers. */
    interface Around {
        <R> Flux<R> of(Flux<R> read);
    }

    @Override
    public Flux<V> all() {
        return around.of(views.all());
    }

    @Override
    public Flux<V> iterate() {
        return around.of(views.iterate());
    }

    @Override
    public Flux<V> iterate(Iteration iteration) {
        return around.of(views.iterate(iteration));
    }

    @Override
    public Mono<V> first() {
        return around.of(views.first().flux()).singleOrEmpty();
    }

    @Override
    public Mono<Page<V>> page(int size) {
        return page(views.page(size));
    }

    @Override
    public Mono<Page<V>> page(int size, String cursor) {
        return page(views.page(size, cursor));
    }

    private Mono<Page<V>> page(Mono<Page<V>> page) {
        return around.of(page.flux()).single();
    }

    @Override
    public Mono<V> one() {
        return around.of(views.one().flux()).singleOrEmpty();
    }
}
