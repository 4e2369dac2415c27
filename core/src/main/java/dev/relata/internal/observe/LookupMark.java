package dev.relata.internal.observe;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The lookups behind a batch of a scope, in the context of its request. Immutable.
 *
 * @param waiting lookups that wait for its answer
 * @param fromMemory lookups that the scope has answered from memory since the batch before
 */
public record LookupMark(long waiting, long fromMemory) {

    /**
     * Puts the mark into the context of a request.
     *
     * @param context the context
     * @return the context with the mark
     */
    public Context in(Context context) {
        return context.put(LookupMark.class, this);
    }

    static @Nullable LookupMark of(ContextView context) {
        return context.<@Nullable LookupMark>getOrDefault(LookupMark.class, null);
    }
}
