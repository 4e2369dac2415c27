package dev.relata.engine;

import dev.relata.query.Iteration;
import dev.relata.query.ViewSelection;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Views with something done around each read. Immutable.
 *
 * @param views the views
 * @param around what is done
 * @param <V> the view
 */
record ViewsBeside<V>(ViewSelection<V> views, UnaryOperator<Flux<V>> around) implements ViewSelection<V> {

    @Override
    public Flux<V> all() {
        return around.apply(views.all());
    }

    @Override
    public Flux<V> iterate() {
        return around.apply(views.iterate());
    }

    @Override
    public Flux<V> iterate(Iteration iteration) {
        return around.apply(views.iterate(iteration));
    }

    @Override
    public Mono<V> first() {
        return around.apply(views.first().flux()).singleOrEmpty();
    }

    @Override
    public Mono<V> one() {
        return around.apply(views.one().flux()).singleOrEmpty();
    }
}
