package dev.relata.r2dbc.internal.exec.replica;

import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.connection.ConnectionSource;
import dev.relata.r2dbc.internal.exec.connection.Errors;
import dev.relata.r2dbc.internal.exec.connection.ServerCheck;
import dev.relata.r2dbc.internal.exec.position.OwnWrites;
import dev.relata.r2dbc.internal.exec.position.WalPosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The server of one operation, or of one batch scope: the first of some that can be connected, and from the moment when that is lost, or
 * does not show the own writes in time, the primary, which is never older. No connection is held while another one, or a standby, is
 * waited for. Thread-safe.
 */
public final class ReplicaChoice implements ConnectionSource {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);

    private final Replicas replicas;
    private final List<Replica> order;
    private int index;
    private boolean used;
    private volatile boolean wrote;

    ReplicaChoice(Replicas replicas, List<Replica> order) {
        this.replicas = replicas;
        this.order = order;
    }

    /** Notes that the scope has written: a context that does not know its own writes reads from the primary from now on. */
    public void wrote() {
        wrote = true;
    }

    /**
     * A connection and where it leads.
     *
     * @param server the server, or null for the primary
     */
    private record Taken(@Nullable Replica server, ConnectionClient client) {}

    @Override
    public ConnectionSource pinned() {
        Replica server = current();
        return server == null ? replicas.primary() : server::open;
    }

    @Override
    public ServerCheck serverCheck() {
        return replicas.primary().serverCheck();
    }

    @Override
    public Mono<ConnectionClient> open(String label) {
        return Mono.deferContextual(context -> {
            OwnWrites own = replicas.ownWrites(context);
            if (own == null) {
                return wrote ? primary(label) : any(label).map(Taken::client);
            }
            return current() == null
                    ? primary(label)
                    : replicas.known(label, own).flatMap(known -> known ? shown(label, own) : primary(label));
        });
    }

    /** Takes a connection to the primary, where everything goes from now on. */
    private Mono<ConnectionClient> primary(String label) {
        return Mono.defer(() -> {
            leave();
            return replicas.primary().open(label);
        });
    }

    private synchronized void leave() {
        index = order.size();
    }

    private synchronized @Nullable Replica current() {
        return index < order.size() ? order.get(index) : null;
    }

    /** Takes a connection to a server that can be connected. */
    private Mono<Taken> any(String label) {
        Replica server = current();
        return server == null
                ? replicas.primary().open(label).map(client -> new Taken(null, client))
                : server.open(label)
                        .doOnNext(client -> uses(server))
                        .map(client -> new Taken(server, client))
                        .onErrorResume(Errors::isUnreachable, error -> {
                            server.failed(error);
                            goOn(server);
                            return any(label);
                        });
    }

    private synchronized void uses(Replica server) {
        used |= server == current();
    }

    /** Goes on to the next server where nothing has been read yet, else to the primary: the next one may be older. */
    private synchronized void goOn(Replica failed) {
        if (failed == current()) {
            index = used ? order.size() : index + 1;
        }
    }

    /** Takes a connection to a server that shows the own writes. */
    private Mono<ConnectionClient> shown(String label, OwnWrites own) {
        WalPosition wanted = own.position();
        return wanted == null
                ? any(label).map(Taken::client)
                : new Wait(label, own, wanted, now() + replicas.patience().toNanos()).take(FIRST_PAUSE);
    }

    /** The wait of one read. */
    private final class Wait {

        private final String label;
        private final OwnWrites own;
        private final WalPosition wanted;
        private final long deadline;

        Wait(String label, OwnWrites own, WalPosition wanted, long deadline) {
            this.label = label;
            this.own = own;
            this.wanted = wanted;
            this.deadline = deadline;
        }

        Mono<ConnectionClient> take(Duration pause) {
            return any(label)
                    .flatMap(taken -> taken.server == null || own.isShownBy(taken.server)
                            ? Mono.just(taken.client)
                            : taken.client
                                    .replayed(label)
                                    .flatMap(position -> judge(taken.server, taken, position, pause)));
        }

        private Mono<ConnectionClient> judge(
                Replica server, Taken taken, Optional<WalPosition> position, Duration pause) {
            position.ifPresent(known -> own.replayed(server, known));
            if (position.filter(known -> known.reaches(wanted)).isPresent()) {
                return Mono.just(taken.client);
            }
            boolean waits = position.isPresent() && now() - deadline < 0;
            return taken.client.release().then(waits ? again(pause) : primary(label));
        }

        private Mono<ConnectionClient> again(Duration pause) {
            Duration doubled = pause.multipliedBy(2);
            Duration next = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
            return Mono.delay(pause).then(Mono.defer(() -> take(next)));
        }
    }

    /** By the clock of the pauses, so that tests may turn it. */
    private static long now() {
        return Schedulers.parallel().now(TimeUnit.NANOSECONDS);
    }
}
