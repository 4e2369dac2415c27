package dev.relata.internal.observe;

import dev.relata.observe.RelataListener;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies listeners. One that throws, against the rules, is logged and prevents no notification of the others. Immutable,
 * thread-safe.
 */
public final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<RelataListener> all;

    /**
     * Makes the notifier of listeners.
     *
     * @param all the listeners, in the order in which they are notified
     */
    public Listeners(List<RelataListener> all) {
        this.all = List.copyOf(all);
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
        for (RelataListener listener : all) {
            try {
                what.accept(listener);
            } catch (RuntimeException | LinkageError | AssertionError e) {
                LOG.error("A listener threw, which listeners must not do: {}", listener, e);
            }
        }
    }
}
