package dev.relata.engine;

import dev.relata.error.RefusedException;
import dev.relata.model.Relationship;
import dev.relata.spi.Burst;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What happens beside the rows of a selection, for the lookups that follow. Immutable.
 *
 * @param prefetched relationships whose managers shall answer without a request
 * @param strict whether lookups that were not planned are errors
 * @param <T> the row
 */
record Beside<T>(List<Relationship<T, ?>> prefetched, boolean strict) {

    /** Rows that are looked ahead for: what one statement for each relationship prefetches. */
    private static final int CHUNK = 256;

    static <T> Beside<T> nothing() {
        return new Beside<>(List.of(), false);
    }

    Beside<T> prefetch(Relationship<T, ?> relationship) {
        List<Relationship<T, ?>> more = new ArrayList<>(prefetched);
        more.add(relationship);
        return new Beside<>(List.copyOf(more), strict);
    }

    Beside<T> asStrict() {
        return new Beside<>(prefetched, true);
    }

    Flux<T> of(Engine engine, Flux<T> rows) {
        Flux<T> fed = prefetched.isEmpty() ? rows : fed(engine, rows);
        return strict ? engine.lookups().strict(fed) : fed;
    }

    private Flux<T> fed(Engine engine, Flux<T> rows) {
        return Flux.deferContextual(context -> {
            if (!engine.lookups().together(context)) {
                return Flux.error(new RefusedException("prefetch("
                        + engine.resolve(prefetched.get(0)).name()
                        + ") feeds the managers of a batch scope, and there is none: add .as(relata::batched) behind"
                        + " the pipeline, or use fetch(…).graphs()"));
            }
            return rows.buffer(CHUNK).concatMap(chunk -> feed(engine, chunk).thenMany(Flux.fromIterable(chunk)), 1);
        });
    }

    private Mono<Void> feed(Engine engine, List<T> owners) {
        Loader loader = new Loader(engine);
        return Burst.around(Flux.fromIterable(prefetched)
                        .flatMap(relationship -> Flux.fromIterable(owners)
                                .flatMap(owner -> loader.prefetch(owner, relationship), Integer.MAX_VALUE)))
                .then();
    }
}
