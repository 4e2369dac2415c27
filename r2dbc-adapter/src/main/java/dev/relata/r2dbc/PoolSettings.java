package dev.relata.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.lang.reflect.Field;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Scannable;
import reactor.pool.InstrumentedPool;

/**
 * The visible settings of the pool behind a factory.
 *
 * @param pool the pool, or null if there is none, or none that can be seen
 * @param acquireTimeout how long an acquire waits; negative for ever, null if it cannot be seen
 * @param limitsConnects whether opening a connection has a time limit; null if it cannot be seen
 */
record PoolSettings(
        @Nullable ConnectionPool pool,
        @Nullable Duration acquireTimeout,
        @Nullable Boolean limitsConnects) {

    static PoolSettings of(ConnectionFactory factory) {
        ConnectionPool pool = poolOf(factory);
        return pool == null
                ? new PoolSettings(null, null, null)
                : new PoolSettings(pool, (Duration) hidden(pool, "maxAcquireTime"), limitsConnects(pool));
    }

    private static @Nullable ConnectionPool poolOf(ConnectionFactory factory) {
        if (factory instanceof ConnectionPool pool) {
            return pool;
        }
        return factory instanceof Wrapped<?> wrapped ? wrapped.unwrap(ConnectionPool.class) : null;
    }

    /** The pool applies the limit to what makes its connections, and does not keep it. */
    private static @Nullable Boolean limitsConnects(ConnectionPool pool) {
        return hidden(pool, "connectionPool") instanceof InstrumentedPool<?> connections
                ? Scannable.from(connections.config().allocator()).steps().anyMatch("timeout"::equals)
                : null;
    }

    /** r2dbc-pool (1.0.2) has no accessors for its limits, and a pool that waits for ever is worth finding. */
    private static @Nullable Object hidden(ConnectionPool pool, String name) {
        try {
            Field field = ConnectionPool.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(pool);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** Whether a server that does not answer new connections keeps their places in the pool for ever. */
    boolean connectsForEver() {
        return Boolean.FALSE.equals(limitsConnects);
    }

    boolean waitsForEver() {
        return acquireTimeout != null && acquireTimeout.isNegative();
    }

    /** Returns the most connections of the pool, 0 where no pool can be seen. */
    int maxSize() {
        return pool == null
                ? 0
                : pool.getMetrics().map(PoolMetrics::getMaxAllocatedSize).orElse(0);
    }

    /** Describes the settings, those that are missing, and the cost of that. */
    String describe() {
        if (pool == null) {
            return "none that can be seen: without a pool every statement outside a transaction opens a connection of"
                    + " its own, at the cost of milliseconds; give an r2dbc-pool, or let R2dbcStore.builder() make one";
        }
        return "r2dbc-pool, " + size(pool) + ", " + waits() + connects();
    }

    private static String size(ConnectionPool pool) {
        return pool.getMetrics()
                .map(PoolMetrics::getMaxAllocatedSize)
                .map(size -> "at most " + size + " connections")
                .orElse("of unknown size");
    }

    private String waits() {
        if (acquireTimeout == null) {
            return "acquire time-out unknown; see that maxAcquireTime is set, by default an acquire waits for ever";
        }
        return waitsForEver()
                ? "NO acquire time-out: a pipeline that needs more connections than there are hangs instead of"
                        + " failing; set maxAcquireTime on the pool"
                : "an acquire fails after " + acquireTimeout.toMillis() + " ms";
    }

    private String connects() {
        if (limitsConnects == null) {
            return "; whether opening a connection has a time limit is unknown, see that maxCreateConnectionTime is set";
        }
        return limitsConnects
                ? "; opening a connection has a time limit"
                : "; NO time limit for opening a connection: one that the server does not answer keeps its place in the pool"
                        + " for ever; set maxCreateConnectionTime on the pool";
    }
}
