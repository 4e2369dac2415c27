package dev.relata.r2dbc;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.lang.reflect.Field;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The visible settings of the pool behind a factory.
 *
 * @param pool the pool, or null if there is none, or none that can be seen
 * @param acquireTimeout how long an acquire waits; negative for ever, null if it cannot be seen
 */
record PoolSettings(@Nullable ConnectionPool pool, @Nullable Duration acquireTimeout) {

    static PoolSettings of(ConnectionFactory factory) {
        ConnectionPool pool = poolOf(factory);
        return new PoolSettings(pool, pool == null ? null : acquireTimeout(pool));
    }

    private static @Nullable ConnectionPool poolOf(ConnectionFactory factory) {
        if (factory instanceof ConnectionPool pool) {
            return pool;
        }
        return factory instanceof Wrapped<?> wrapped ? wrapped.unwrap(ConnectionPool.class) : null;
    }

    /** r2dbc-pool (1.0.2) has no accessor for it, and a pool that waits for ever is worth finding. */
    private static @Nullable Duration acquireTimeout(ConnectionPool pool) {
        try {
            Field field = ConnectionPool.class.getDeclaredField("maxAcquireTime");
            field.setAccessible(true);
            return (Duration) field.get(pool);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
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
        return "r2dbc-pool, " + size(pool) + ", " + waits();
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
}
