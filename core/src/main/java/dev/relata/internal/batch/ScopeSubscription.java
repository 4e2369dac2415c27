package dev.relata.internal.batch;

import java.util.concurrent.atomic.AtomicBoolean;
import reactor.util.context.Context;

/** The scope of one subscription: that of its context, or a new one, which ends with the subscription. Thread-safe. */
final class ScopeSubscription {

    private final Context context;
    private final BatchScope scope;
    private final AtomicBoolean left;

    private ScopeSubscription(Context context, BatchScope scope, boolean joined) {
        this.context = context;
        this.scope = scope;
        this.left = new AtomicBoolean(joined);
    }

    static ScopeSubscription of(Scopes scopes, Context outer) {
        BatchScope joined = scopes.find(outer);
        if (joined != null) {
            return new ScopeSubscription(outer, joined, true);
        }
        BatchScope opened = scopes.newScope(outer);
        return new ScopeSubscription(opened.context(), opened, false);
    }

    Context context() {
        return context;
    }

    void asBurst(Runnable work) {
        scope.asBurst(work);
    }

    /** Called when an element has come out of the pipeline. */
    void goOn() {
        scope.goOn();
    }

    /** Called with the end of the subscription, perhaps more than once. */
    void leave() {
        if (left.compareAndSet(false, true)) {
            scope.end();
        }
    }
}
