package dev.relata.spring.console;

import dev.relata.r2dbc.R2dbcStore;
import dev.relata.spring.console.ConnectionsDescription.Held;
import dev.relata.spring.console.ConnectionsDescription.Pool;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** The connections of a store over R2DBC, and of the pool that they come from. Thread-safe. */
final class R2dbcConnections implements ConnectionsSource {

    private static final boolean POOLS =
            ClassUtils.isPresent("io.r2dbc.pool.ConnectionPool", R2dbcConnections.class.getClassLoader());

    private final R2dbcStore store;
    private final @Nullable ConnectionFactory factory;

    R2dbcConnections(R2dbcStore store, @Nullable ConnectionFactory factory) {
        this.store = store;
        this.factory = factory;
    }

    @Override
    public ConnectionsDescription connections() {
        return new ConnectionsDescription(
                POOLS && factory != null ? Pools.describe(factory) : null,
                store.connections().stream()
                        .map(each -> new Held(
                                each.number(), each.label(), each.held().toNanos() / 1_000, each.waiting()))
                        .toList());
    }

    /** Apart, for applications without the pool on their class path. */
    private static final class Pools {

        private static @Nullable Pool describe(ConnectionFactory factory) {
            return pool(factory) instanceof ConnectionPool pool
                    ? pool.getMetrics()
                            .map(metrics -> new Pool(
                                    metrics.acquiredSize(),
                                    metrics.idleSize(),
                                    metrics.pendingAcquireSize(),
                                    metrics.getMaxAllocatedSize()))
                            .orElse(null)
                    : null;
        }

        private static Object pool(Object factory) {
            Object inner = factory;
            while (!(inner instanceof ConnectionPool) && inner instanceof Wrapped<?> wrapped) {
                inner = wrapped.unwrap();
            }
            return inner;
        }
    }
}
