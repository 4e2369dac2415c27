package dev.relata;

import java.util.concurrent.atomic.AtomicBoolean;
import reactor.util.context.Context;

/** A batch scope that its opener closes; made by {@link Batching#open}. Thread-safe. */
public final class OpenScope implements AutoCloseable {

    private final Context context;
    private final Runnable end;
    private final AtomicBoolean closed = new AtomicBoolean();

    OpenScope(Context context, Runnable end) {
        this.context = context;
        this.end = end;
    }

    /**
     * Returns the context with the scope, for {@code contextWrite}.
     *
     * @return the context that the scope was opened in, and the scope
     */
    public Context context() {
        return context;
    }

    /**
     * Notifies the listeners of the lookups of the scope, the first time it is called. Lookups under way are answered, and later
     * ones too, which are counted in nobody's statistics.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            end.run();
        }
    }
}
