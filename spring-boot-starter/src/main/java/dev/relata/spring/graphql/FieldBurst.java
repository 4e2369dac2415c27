package dev.relata.spring.graphql;

import dev.relata.spi.Burst;
import graphql.execution.instrumentation.InstrumentationContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A burst around a call of the engine that calls resolvers, from when it begins until it returns. Where it throws, which it does when
 * the request is cancelled, the burst ends with the answer or never: nobody looks up in that scope again.
 */
final class FieldBurst<T> implements InstrumentationContext<T> {

    private final Burst burst;
    private final @Nullable ContextScope scope;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private FieldBurst(Burst burst, @Nullable ContextScope scope) {
        this.burst = burst;
        this.scope = scope;
    }

    /**
     * Begins a burst.
     *
     * @param burst the burst
     * @param scope the scope that ends with the answer, or null
     */
    static <T> FieldBurst<T> of(Burst burst, @Nullable ContextScope scope) {
        FieldBurst<T> begun = new FieldBurst<>(burst, scope);
        burst.begin();
        return begun;
    }

    @Override
    public void onDispatched() {
        if (open.compareAndSet(true, false)) {
            burst.end();
        }
    }

    @Override
    public void onCompleted(@Nullable T result, @Nullable Throwable error) {
        onDispatched();
        if (scope != null) {
            scope.close();
        }
    }
}
