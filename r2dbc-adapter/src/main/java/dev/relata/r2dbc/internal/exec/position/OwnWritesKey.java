package dev.relata.r2dbc.internal.exec.position;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Finds the own writes of a reactive context: they live there under this object, so that two stores do not mix. Immutable. */
public final class OwnWritesKey {

    /** Makes the key of a store. */
    public OwnWritesKey() {}

    /**
     * Finds the own writes of a context.
     *
     * @param context the context
     * @return the writes, or null where nobody wants to read them
     */
    public @Nullable OwnWrites find(ContextView context) {
        return context.<@Nullable OwnWrites>getOrDefault(this, null);
    }

    /**
     * Notes what may have written in a way that tells no position: a transaction of somebody else's, a read that was a write.
     *
     * @param context the context
     */
    public void reachedUnknown(ContextView context) {
        OwnWrites writes = find(context);
        if (writes != null) {
            writes.reachedUnknown();
        }
    }

    /**
     * Lets a context know its own writes from now on; a context that does already goes on with those.
     *
     * @param context the context
     * @param position a position that is to be read too, or null
     * @return the context with its own writes
     */
    public Context open(Context context, @Nullable WalPosition position) {
        OwnWrites known = find(context);
        OwnWrites writes = known == null ? new OwnWrites() : known;
        if (position != null) {
            writes.reached(position);
        }
        return known == null ? context.put(this, writes) : context;
    }
}
