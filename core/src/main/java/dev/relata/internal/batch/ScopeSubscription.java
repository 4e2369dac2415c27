package dev.relata.internal.batch;

import dev.relata.spi.Burst;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;

/** One subscription's way into a scope: into that of its context, or into a new one, which ends with it. Thread-safe. */
final class ScopeSubscription {

    private final Context context;
    private final BatchScope scope;
    private final @Nullable BatchScope own;
    private final AtomicBoolean left = new AtomicBoolean();

    private ScopeSubscription(Context context, BatchScope scope, boolean isOwn) {
        this.context = context;
        this.scope = scope;
        this.own = isOwn ? scope : null;
    }

    static ScopeSubscription of(Scopes scopes, Context outer) {
        BatchScope joined = scopes.find(outer);
        if (joined != null) {
            return new ScopeSubscription(outer, joined, false);
        }
        BatchScope opened = scopes.newScope(outer);
        return new ScopeSubscription(opened.context(), opened, true);
    }

    Context context() {
        return context;
    }

    Burst burst() {
        return scope.burst();
    }

    /** An element has come out of the pipeline. */
    void goOn() {
        scope.goOn();
    }

    void leave() {
        if (own != null && left.compareAndSet(false, true)) {
            own.end();
        }
    }
}
