package dev.relata.internal.lookup;

import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.ContextView;

/** The batch scopes of reactive contexts, and the rules for lookups that go out alone. Thread-safe. */
public interface Lookups {

    /**
     * Joins the batch scope of a subscriber's context.
     *
     * @param lookup the lookup
     * @param actual gets the elements in the query's order, as a list that all subscribers share and none may change
     * @param <R> an element of the answer
     * @return false outside a batch scope; nothing has happened then
     */
    <R> boolean join(Lookup<R> lookup, CoreSubscriber<? super List<R>> actual);

    /**
     * Counts a lookup that goes out alone.
     *
     * @param lookup the lookup
     * @param actual who subscribes
     * @return the error where it may not go out, else null
     */
    @Nullable
    Throwable refusal(Lookup<?> lookup, CoreSubscriber<?> actual);

    /**
     * Tells whether a context has a batch scope.
     *
     * @param context the subscriber's context
     */
    boolean together(ContextView context);

    /**
     * Makes later lookups of a subscription errors unless they were planned.
     *
     * @param rows a strict selection's rows
     * @param <R> the row
     * @return the same rows
     */
    <R> Flux<R> strict(Flux<R> rows);

    /**
     * Lets the first lookup of a relationship for one of some rows read for the rows behind it, too, as far as they have arrived.
     *
     * @param rows the rows; refused outside a batch scope
     * @param owners finds the owners of lookups in a row
     * @param <R> the row
     * @return the same rows, with the same demand; some of them are requested before they are
     */
    <R> Flux<R> ahead(Flux<R> rows, Function<? super R, ? extends Collection<?>> owners);

    /** The first frame of the call stack outside Relata and Reactor, or null where nobody wants to know. */
    @Nullable
    StackTraceElement place();
}
