package dev.relata.internal.scope;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Finds the batch scope of a reactive context: it lives there under this object, so that two stores do not mix. Immutable. */
public final class ScopeKey {

    /** Makes the key of a store's scopes. */
    public ScopeKey() {}

    /**
     * Finds the scope of a context.
     *
     * @return the scope, or null outside any
     */
    public @Nullable Scope find(ContextView context) {
        return context.<@Nullable Scope>getOrDefault(this, null);
    }

    /** Puts a scope into a context. */
    public Context put(Context context, Scope scope) {
        return context.put(this, scope);
    }

    /** Takes the scope out of a context. */
    public Context remove(Context context) {
        return context.delete(this);
    }
}
