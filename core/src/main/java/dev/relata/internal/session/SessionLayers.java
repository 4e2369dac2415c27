package dev.relata.internal.session;

import dev.relata.spi.Session;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * The layers that a request passes between core and the store, each once and always in the same order: they are put
 * around a session when it comes into being.
 */
@FunctionalInterface
public interface SessionLayers {

    /**
     * Puts the layers around a session of the store.
     *
     * @param session the session of the store
     * @param wrote run with each subscription to a write
     * @return the session with its layers
     */
    Session around(Session session, Runnable wrote);

    /**
     * Watches the end of a transaction.
     *
     * @param session the session of the transaction, as {@link #around} returned it
     * @param wrote returns whether the transaction, or one inside it, has written
     * @param end the commit or the rollback
     * @return the same end
     */
    default Mono<Void> ending(Session session, BooleanSupplier wrote, Mono<Void> end) {
        return end;
    }

    /**
     * Takes a pipeline out of what its context shares between the requests of others, as a batch scope does.
     *
     * @param context the context
     * @return the context without it
     */
    default Context alone(Context context) {
        return context;
    }
}
