package dev.relata.internal.observe;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.util.context.Context;

/**
 * What the listeners make of one thing that lasts. An observer that throws, against the rules, is logged and keeps nothing from the
 * others. Immutable.
 *
 * @param all the observers, without those that observe nothing
 * @param <O> an observer
 */
public record Observers<O>(List<O> all) {

    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);
    private static final Observers<?> NONE = new Observers<>(List.of());

    /** Starts an observer for each listener. */
    static <L, O> Observers<O> of(List<L> listeners, Function<L, O> start, O none) {
        List<O> started = new ArrayList<>(listeners.size());
        each(listeners, listener -> {
            O observer = start.apply(listener);
            if (observer != none) {
                started.add(Objects.requireNonNull(observer, "no observer"));
            }
        });
        return started.isEmpty() ? none() : new Observers<>(started);
    }

    /**
     * Returns no observers.
     *
     * @param <O> an observer
     * @return none
     */
    @SuppressWarnings("unchecked") // there is none of any type
    public static <O> Observers<O> none() {
        return (Observers<O>) NONE;
    }

    /**
     * Returns whether there is none.
     *
     * @return true where nothing is observed
     */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Lets every observer change a context.
     *
     * @param context the context
     * @param change asks one observer
     * @return the context with the changes of all
     */
    public Context in(Context context, BiFunction<O, Context, Context> change) {
        Context changed = context;
        for (O observer : all) {
            try {
                changed = Objects.requireNonNull(change.apply(observer, changed), "no context");
            } catch (RuntimeException | LinkageError | AssertionError e) {
                log(observer, e);
            }
        }
        return changed;
    }

    /**
     * Notifies every observer.
     *
     * @param what calls one observer
     */
    public void tell(Consumer<O> what) {
        each(all, what);
    }

    static <L> void each(List<L> listeners, Consumer<L> what) {
        for (L listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException | LinkageError | AssertionError e) {
                log(listener, e);
            }
        }
    }

    private static void log(Object listener, Throwable error) {
        LOG.error("A listener threw, which listeners must not do: {}", listener, error);
    }
}
