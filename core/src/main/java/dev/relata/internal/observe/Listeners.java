package dev.relata.internal.observe;

import dev.relata.observe.RelataListener;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is told what happens. One that throws, against the rules, is logged: it changes nothing for anybody else. Immutable,
 * thread-safe.
 */
public final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<RelataListener> all;

    /**
     * Takes the listeners.
     *
     * @param all in the order in which they are told
     */
    public Listeners(List<RelataListener> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Answers whether there is nobody to tell.
     *
     * @return true where telling does nothing
     */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * Tells everybody.
     *
     * @param what calls a listener
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
