package dev.relata.internal.engine;

import dev.relata.error.RefusedException;
import dev.relata.model.Relationship;
import dev.relata.query.ViewSelection;
import dev.relata.spi.Burst;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What happens beside the rows of a selection, for the lookups that follow. Immutable.
 *
 * @param prefetched relationships whose managers shall answer without a request
 * @param strict whether lookups that were not planned are errors
 * @param <T> the row
 */
record LookupOptions<T>(List<Relationship<T, ?>> prefetched, boolean strict) {

    /** Rows that are looked ahead for: what one statement for each relationship prefetches. */
    private static final int CHUNK = 256;

    static <T> LookupOptions<T> nothing() {
        return new LookupOptions<>(List.of(), false);
    }

    LookupOptions<T> prefetch(Relationship<T, ?> relationship) {
        List<Relationship<T, ?>> more = new ArrayList<>(prefetched);
        more.add(relationship);
        return new LookupOptions<>(List.copyOf(more), strict);
    }

    LookupOptions<T> asStrict() {
        return new LookupOptions<>(prefetched, true);
    }

    Flux<T> of(Engine engine, Flux<T> rows) {
        return of(engine, rows, List::of);
    }

    /** The same for answers that are not the rows, but have them. */
    <R> Flux<R> of(Engine engine, Flux<R> answers, Function<? super R, List<T>> rows) {
        Flux<R> fed = prefetched.isEmpty() ? answers : fed(engine, answers, rows);
        return strict ? engine.lookups().strict(fed) : fed;
    }

    /** The same for views, which have no rows for managers to be asked of. */
    <V> ViewSelection<V> of(Engine engine, ViewSelection<V> views) {
        if (!prefetched.isEmpty()) {
            return new ObservedViews<>(views, new ObservedViews.Around() {
                @Override
                public <R> Flux<R> of(Flux<R> read) {
                    return Flux.error(() -> new RefusedException(named(engine)
                            + " feeds the managers of rows, and a view shows none: give the view a component for"
                            + " the relationship, or drop into(…)"));
                }
            });
        }
        return strict ? new ObservedViews<>(views, engine.lookups()::strict) : views;
    }

    /** The same for answers that have no rows: only what follows them is held to the plan. */
    <R> Flux<R> strictly(Engine engine, Flux<R> answers) {
        return strict ? engine.lookups().strict(answers) : answers;
    }

    /** What is read ahead for rows that nobody gets feeds nobody. */
    void refuseWithoutRows(Engine engine, String label, String call) {
        if (!prefetched.isEmpty()) {
            throw new RefusedException(label + ": " + named(engine) + " feeds the managers of rows, and " + call
                    + " answers none: leave one of the two out");
        }
    }

    /** What is read for other rows feeds nobody. */
    void refuseNested(Engine engine, String label) {
        if (!prefetched.isEmpty()) {
            throw new RefusedException(label + ": " + named(engine)
                    + " feeds the managers of the rows that a selection answers, not of those related to them; use"
                    + " fetch(…) here");
        }
        if (strict) {
            throw new RefusedException(label + ": strict() is of a selection as a whole; put it on the outermost one");
        }
    }

    private String named(Engine engine) {
        return "prefetch(" + engine.resolve(prefetched.get(0)).name() + ")";
    }

    private <R> Flux<R> fed(Engine engine, Flux<R> answers, Function<? super R, List<T>> rows) {
        return Flux.deferContextual(context -> {
            if (!engine.lookups().together(context)) {
                return Flux.error(new RefusedException(named(engine)
                        + " feeds the managers of a batch scope, and there is none: add .as(relata::batched) behind"
                        + " the pipeline, or use fetch(…).graphs()"));
            }
            return answers.buffer(CHUNK)
                    .concatMap(chunk -> feed(engine, owners(chunk, rows)).thenMany(Flux.fromIterable(chunk)), 1);
        });
    }

    private static <T, R> List<T> owners(List<R> chunk, Function<? super R, List<T>> rows) {
        return chunk.stream().flatMap(answer -> rows.apply(answer).stream()).toList();
    }

    private Mono<Void> feed(Engine engine, List<T> owners) {
        Loader loader = new Loader(engine);
        return Burst.around(Flux.fromIterable(prefetched)
                        .flatMap(relationship -> Flux.fromIterable(owners)
                                .flatMap(owner -> loader.prefetch(owner, relationship), Integer.MAX_VALUE)))
                .then();
    }
}
