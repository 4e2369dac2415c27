package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.ConnectionTask;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;

/** Takes a further connection for work that goes on without it: one that comes too late is given back at once. */
final class JoinTask extends ConnectionTask {

    private final BooleanSupplier used;

    JoinTask(TransactionScope scope, String label, BooleanSupplier used) {
        super(scope, label);
        this.used = used;
    }

    @Override
    public Mono<Void> run(ConnectionQueue queue) {
        return withClient(queue, client -> used.getAsBoolean() ? Mono.empty() : unused(queue, client));
    }

    private Mono<Void> unused(ConnectionQueue queue, ConnectionClient client) {
        queue.shut(scope());
        return client.release();
    }

    @Override
    public void refuse(RelataException reason) {
        // The work goes on over the connections that it has.
    }
}
