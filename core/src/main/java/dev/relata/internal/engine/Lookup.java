package dev.relata.internal.engine;

import dev.relata.spi.Select;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one owner, and can be asked of many in one request. Immutable.
 *
 * @param shape what lookups that travel together have in common
 * @param key the owner's key, as Java values; none null
 * @param read makes the answer of one row, the same way for equal shapes
 * @param planned whether it was planned: not refused where unplanned ones are
 * @param place where it was assembled, or null where nobody wants to know
 * @param <R> an element of the answer
 */
public record Lookup<R>(
        LookupShape shape,
        List<Object> key,
        Function<@Nullable Object[], R> read,
        boolean planned,
        @Nullable StackTraceElement place) {

    /**
     * Answers the words for messages and listeners.
     *
     * @return such as {@code Book.AUTHOR}
     */
    public String label() {
        return shape.label();
    }

    /**
     * Answers the request, for any owners.
     *
     * @return the request without a batch
     */
    public Select select() {
        return shape.select();
    }
}
