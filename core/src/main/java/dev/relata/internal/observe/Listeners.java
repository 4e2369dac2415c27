package dev.relata.internal.observe;

import dev.relata.error.RelataException;
import dev.relata.observe.BulkObserver;
import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningBulk;
import dev.relata.observe.RunningRequest;
import dev.relata.observe.ScopeObserver;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Notifies listeners. One that throws, against the rules, is logged and prevents no notification of the others. Immutable,
 * thread-safe.
 */
public final class Listeners {

    private final List<RelataListener> all;
    private final boolean valuesInErrors;

    /**
     * Makes the notifier of listeners.
     *
     * @param all the listeners, in the order in which they are notified
     * @param valuesInErrors whether the errors that they see show values
     */
    public Listeners(List<RelataListener> all, boolean valuesInErrors) {
        this.all = List.copyOf(all);
        this.valuesInErrors = valuesInErrors;
    }

    /**
     * Returns whether there is no listener.
     *
     * @return true where {@link #tell} does nothing
     */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Notifies every listener.
     *
     * @param what calls one listener
     */
    public void tell(Consumer<RelataListener> what) {
        Observers.each(all, what);
    }

    /**
     * Notifies every listener of the start of a batch scope.
     *
     * @param context the context of the subscriber
     * @return what sees the end of the scope
     */
    public Observers<ScopeObserver> scope(ContextView context) {
        return observers(listener -> listener.onScopeStart(context), ScopeObserver.NONE);
    }

    /** Called with an error before listeners see it. */
    void prepare(@Nullable Throwable error) {
        if (valuesInErrors && error instanceof RelataException known) {
            known.showValues();
        }
    }

    Observers<RequestObserver> request(RunningRequest request, ContextView context) {
        return observers(listener -> listener.onStart(request, context), RequestObserver.NONE);
    }

    Observers<BulkObserver> bulk(RunningBulk bulk, ContextView context) {
        return observers(listener -> listener.onBulkStart(bulk, context), BulkObserver.NONE);
    }

    private <O> Observers<O> observers(Function<RelataListener, O> start, O none) {
        return Observers.of(all, start, none);
    }
}
