package dev.relata.r2dbc.internal.exec.queue;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.connection.Errors;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Ends the outermost transaction of a queue and gives its connection back, or closes it if it is not clean. One on a connection that
 * is lent is not ended here: whoever has begun it does that, and learns only that its state is not known.
 */
public final class RootEnd {

    private final ConnectionQueue queue;
    private final ConnectionClient client;

    public RootEnd(ConnectionQueue queue, ConnectionClient client) {
        this.queue = queue;
        this.client = client;
    }

    /** Ends what has only read, as {@link #commit(String, ContextView)} does. */
    public Mono<Void> commit(String label) {
        return commit(label, Context.empty());
    }

    /**
     * Commits; an error says what became of the transaction, and is signalled after the connection is given back.
     *
     * @param writer the context that may want to read what was written
     */
    public Mono<Void> commit(String label, ContextView writer) {
        RelataException broken = queue.broken();
        if (client.isLent()) {
            return broken == null ? Mono.empty() : Mono.error(broken);
        }
        if (broken != null) {
            return client.destroy().then(Mono.error(broken));
        }
        return client.alive()
                .flatMap(alive -> alive ? send(label, writer) : Mono.error(Errors.notCommitted(label)))
                .then(client.release())
                .onErrorResume(error -> rollback(label).then(Mono.error(error)));
    }

    /** The position is asked for in one go with COMMIT. */
    private Mono<Void> send(String label, ContextView writer) {
        Mono<Void> commit =
                client.commit(label).onErrorMap(error -> queue.errors().commit(label, error));
        return Mono.whenDelayError(commit, client.committed(label, writer));
    }

    /** Rolls back; never an error. */
    public Mono<Void> rollback(String label) {
        if (client.isLent()) {
            return Mono.empty();
        }
        if (queue.broken() != null) {
            return client.destroy();
        }
        return client.alive()
                .flatMap(alive -> alive ? client.rollback(label).then(client.release()) : client.release())
                .onErrorResume(error -> client.destroy());
    }
}
