package dev.relata.internal.scope;

import dev.relata.internal.observe.Listeners;
import dev.relata.internal.observe.ObservedSession;
import dev.relata.internal.session.SessionLayers;
import dev.relata.internal.write.RejectedValues;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * The layers around each session: a request passes the batch scope of its subscriber, then the listeners, then goes to the
 * store. At the end of a transaction the scope forgets what was read inside, and after writes everything. Immutable.
 */
public final class ScopeLayers implements SessionLayers {

    private final ScopeKey scopes;
    private final RejectedValues refusals;
    private final Listeners listeners;

    /**
     * Makes the layers of a store.
     *
     * @param store the store, which knows why it refused a row
     * @param scopes finds the scope of a subscriber
     * @param listeners see the requests
     */
    public ScopeLayers(Store.Open store, ScopeKey scopes, Listeners listeners) {
        this.refusals = new RejectedValues(store);
        this.scopes = scopes;
        this.listeners = listeners;
    }

    @Override
    public Session around(Session session, Runnable wrote) {
        return new ScopedSession(ObservedSession.of(session, listeners), scopes, refusals, wrote);
    }

    @Override
    public Mono<Void> ending(Session session, BooleanSupplier wrote, Mono<Void> end) {
        return Mono.deferContextual(context -> {
            Scope scope = scopes.find(context);
            return scope == null ? end : ScopedSession.watched(end, () -> ended(scope, session, wrote));
        });
    }

    @Override
    public Context alone(Context context) {
        return scopes.remove(context);
    }

    private static void ended(Scope scope, Session session, BooleanSupplier wrote) {
        scope.ended(session);
        if (wrote.getAsBoolean()) {
            scope.changed();
        }
    }
}
