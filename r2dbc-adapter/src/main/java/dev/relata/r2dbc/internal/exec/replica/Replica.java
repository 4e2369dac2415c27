package dev.relata.r2dbc.internal.exec.replica;

import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.connection.ConnectionSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** One server that only reads. One that cannot be connected is left alone for a while, and then tried by one read. Thread-safe. */
public final class Replica {

    private static final Logger LOG = LoggerFactory.getLogger(Replica.class);

    /** How long a server is not tried again. */
    public static final Duration REST = Duration.ofSeconds(10);

    private final String name;
    private final ConnectionSource connections;
    private final AtomicLong nextTry = new AtomicLong();
    private volatile boolean down;

    /**
     * Makes a server that is taken to run.
     *
     * @param name for messages
     * @param connections its connections
     */
    public Replica(String name, ConnectionSource connections) {
        this.name = name;
        this.connections = connections;
    }

    /** Whether a read may go there; of a server that is down one may, each time a rest is over. */
    boolean isWorthATry() {
        if (!down) {
            return true;
        }
        long now = now();
        long due = nextTry.get();
        return now - due >= 0 && nextTry.compareAndSet(due, now + REST.toNanos());
    }

    boolean isUp() {
        return !down;
    }

    Mono<ConnectionClient> open(String label) {
        return connections.open(label).doOnNext(client -> answered());
    }

    private void answered() {
        if (down) {
            down = false;
            LOG.info("The {} of an R2dbcStore can be connected again: reads go there.", name);
        }
    }

    /** Notes that no connection could be opened. */
    void failed(Throwable error) {
        nextTry.set(now() + REST.toNanos());
        if (!down) {
            down = true;
            LOG.warn(
                    "The {} of an R2dbcStore cannot be connected: its reads go to the other readers, or to the primary, and it"
                            + " is tried again every {} s. {}",
                    name,
                    REST.toSeconds(),
                    error.getMessage());
        }
    }

    /** By the clock of pauses, so that tests may turn it. */
    private static long now() {
        return Schedulers.parallel().now(TimeUnit.NANOSECONDS);
    }

    @Override
    public String toString() {
        return name;
    }
}
