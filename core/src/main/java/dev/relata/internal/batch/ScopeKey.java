package dev.relata.internal.batch;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Finds the batch scope of a reactive context: it lives there under this object, so that two stores do not mix. Immutable. */
public final class ScopeKey {

    /** Makes the key of a store's scopes. */
    public ScopeKey() {}

    @Nullable
    BatchScope find(ContextView context) {
        return context.<@Nullable BatchScope>getOrDefault(this, null);
    }

    Context put(Context context, BatchScope scope) {
        return context.put(this, scope);
    }
}
