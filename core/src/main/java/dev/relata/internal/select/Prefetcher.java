package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.lookup.Loader;
import dev.relata.internal.lookup.Lookups;
import dev.relata.internal.operator.GrowingChunks;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.spi.Burst;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the lookups ready that follow on a selection's rows: prefetches them, and refuses those that were not planned. */
final class Prefetcher {

    private final FilterResolver resolver;
    private final Lookups lookups;
    private final Loader loader;

    Prefetcher(FilterResolver resolver, Lookups lookups, Loader loader) {
        this.resolver = resolver;
        this.lookups = lookups;
        this.loader = loader;
    }

    /**
     * Applies the options to answers.
     *
     * @param rows finds the rows in an answer
     */
    <T, R> Flux<R> around(SelectionOptions<T> options, Flux<R> answers, Function<? super R, List<T>> rows) {
        Flux<R> fed = options.prefetched().isEmpty() ? answers : fed(options, answers, rows);
        return strictly(options, options.lookAhead() ? lookups.ahead(fed, rows) : fed);
    }

    /** Applies the options to answers without rows. */
    <R> Flux<R> strictly(SelectionOptions<?> options, Flux<R> answers) {
        return options.strict() ? lookups.strict(answers) : answers;
    }

    private <T, R> Flux<R> fed(SelectionOptions<T> options, Flux<R> answers, Function<? super R, List<T>> rows) {
        return Flux.deferContextual(context -> {
            if (!lookups.together(context)) {
                return Flux.error(new RefusedException(options.firstPrefetch(resolver)
                        + " feeds the managers of a batch scope, and there is none: add .as(relata::batched) behind"
                        + " the pipeline, or use fetch(…).graphs()"));
            }
            return GrowingChunks.concatMap(
                    answers, chunk -> feed(options, owners(chunk, rows)).thenMany(Flux.fromIterable(chunk)));
        });
    }

    private static <T, R> List<T> owners(List<R> chunk, Function<? super R, List<T>> rows) {
        return chunk.stream().flatMap(answer -> rows.apply(answer).stream()).toList();
    }

    private <T> Mono<Void> feed(SelectionOptions<T> options, List<T> owners) {
        return Burst.around(Flux.fromIterable(options.prefetched())
                        .flatMap(relationship -> Flux.fromIterable(owners)
                                .flatMap(owner -> loader.prefetch(owner, relationship), Integer.MAX_VALUE)))
                .then();
    }
}
