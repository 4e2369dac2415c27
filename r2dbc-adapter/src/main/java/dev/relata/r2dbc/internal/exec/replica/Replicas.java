package dev.relata.r2dbc.internal.exec.replica;

import dev.relata.r2dbc.internal.exec.connection.ConnectionSource;
import dev.relata.r2dbc.internal.exec.position.OwnWrites;
import dev.relata.r2dbc.internal.exec.position.OwnWritesKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The servers that only read, in turn, and the primary. Thread-safe. */
public final class Replicas {

    private final ConnectionSource primary;
    private final List<Replica> servers;
    private final OwnWritesKey ownWrites;
    private final Duration patience;
    private final AtomicInteger turn = new AtomicInteger();

    /**
     * Makes the servers of a store.
     *
     * @param primary the connections to the server that writes
     * @param servers those that only read, perhaps none
     * @param ownWrites finds the own writes of a context
     * @param patience how long a read waits for a server to show them
     */
    public Replicas(ConnectionSource primary, List<Replica> servers, OwnWritesKey ownWrites, Duration patience) {
        this.primary = primary;
        this.servers = List.copyOf(servers);
        this.ownWrites = ownWrites;
        this.patience = patience;
    }

    /**
     * Tells whether there is none.
     *
     * @return whether all goes to the primary
     */
    public boolean isEmpty() {
        return servers.isEmpty();
    }

    /**
     * Chooses the next server, for an operation or a batch scope.
     *
     * @return the connections to that server
     */
    public ReplicaChoice next() {
        return new ReplicaChoice(this, inTurn());
    }

    /** Returns the servers that are worth a try, another one first each time. */
    private List<Replica> inTurn() {
        int first = Math.floorMod(turn.getAndIncrement(), servers.size());
        List<Replica> order = new ArrayList<>(servers.size());
        for (int i = 0; i < servers.size(); i++) {
            Replica next = servers.get((first + i) % servers.size());
            // A try of one that is down is used up only where it comes first.
            if (order.isEmpty() ? next.isWorthATry() : next.isUp()) {
                order.add(next);
            }
        }
        return order;
    }

    ConnectionSource primary() {
        return primary;
    }

    Duration patience() {
        return patience;
    }

    @Nullable
    OwnWrites ownWrites(ContextView context) {
        return ownWrites.find(context);
    }

    /**
     * Asks the primary for the position behind the own writes of a context, where it is not known, over a connection that is given back.
     *
     * @param label what is read
     * @param writes the own writes
     * @return whether the position is known now
     */
    public Mono<Boolean> known(String label, OwnWrites writes) {
        return Mono.defer(() -> {
            if (!writes.isUnknown() || !writes.isTold()) {
                return Mono.just(!writes.isUnknown());
            }
            return primary.open(label)
                    .flatMap(client -> client.position(label, writes).then(client.release()))
                    // A cancel must not come between the connection and its return.
                    .cache()
                    .then(Mono.fromSupplier(() -> !writes.isUnknown()));
        });
    }
}
