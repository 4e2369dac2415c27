package dev.relata.internal.select;

import dev.relata.query.Explain;
import dev.relata.query.Explanation;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.ViewSelection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Views of the rows of an owner that is still to come. */
record AwaitedViews<V>(Mono<ViewSelection<V>> source) implements ViewSelection<V> {

    @Override
    public Flux<V> all() {
        return source.flatMapMany(ViewSelection::all);
    }

    @Override
    public Flux<V> iterate(Iteration iteration) {
        return source.flatMapMany(views -> views.iterate(iteration));
    }

    @Override
    public Mono<V> first() {
        return source.flatMap(ViewSelection::first);
    }

    @Override
    public Mono<Page<V>> page(int size, @Nullable String cursor) {
        return source.flatMap(views -> views.page(size, cursor));
    }

    @Override
    public Mono<Explanation> explain(Explain how) {
        return source.flatMap(views -> views.explain(how));
    }

    @Override
    public Mono<V> one() {
        return source.flatMap(ViewSelection::one);
    }
}
