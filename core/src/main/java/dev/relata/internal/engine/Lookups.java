package dev.relata.internal.engine;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Answers lookups together with others where the reactive context has a batch scope, else alone. Thread-safe. */
public interface Lookups {

    /**
     * Answers a lookup.
     *
     * @param lookup what is asked
     * @param alone asks it in a request of its own
     * @param <R> an element of the answer
     * @return the elements in the query's order, cold; in a scope all of one answer, with others' in one request
     */
    <R> Flux<R> many(Lookup<R> lookup, Supplier<? extends Flux<R>> alone);

    /**
     * Answers a lookup as a whole.
     *
     * @param lookup what is asked
     * @param alone asks it in a request of its own
     * @param <R> an element of the answer
     * @return the elements in the query's order, cold; in a scope the same list for everybody, so not to be changed
     */
    <R> Mono<List<R>> list(Lookup<R> lookup, Supplier<? extends Flux<R>> alone);

    /**
     * Tells whether lookups travel together.
     *
     * @param context the subscriber's context
     * @return true in a batch scope
     */
    boolean together(ContextView context);

    /**
     * From now on lookups of this subscription that were not planned are errors.
     *
     * @param rows a strict selection's rows
     * @param <R> the row
     * @return the same rows
     */
    <R> Flux<R> strict(Flux<R> rows);

    /**
     * Finds where the caller's caller is, if somebody wants to know.
     *
     * @return the first frame outside Relata and Reactor, or null
     */
    @Nullable
    StackTraceElement place();
}
