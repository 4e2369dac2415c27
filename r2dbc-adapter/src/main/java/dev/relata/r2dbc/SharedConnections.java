package dev.relata.r2dbc;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;

/**
 * Recognises factories that answer the connection of a transaction which somebody else has begun: BEGIN and COMMIT of the store
 * would be sent over it, and commit what is not the store's.
 */
final class SharedConnections {

    /** By name, since this module knows no framework. */
    private static final String PROXY = "org.springframework.r2dbc.connection.TransactionAwareConnectionFactoryProxy";

    private SharedConnections() {}

    /** Returns why a factory, or one that it wraps, cannot be used, or null. */
    static @Nullable String of(ConnectionFactory factory) {
        Object candidate = factory;
        while (candidate != null) {
            if (isProxy(candidate.getClass())) {
                return "a TransactionAwareConnectionFactoryProxy hands out the connection of Spring's transaction, and the"
                        + " store's COMMIT would commit that; give the ConnectionFactory that it wraps, the one of the"
                        + " R2dbcTransactionManager. relata-spring-boot-starter then lets the store take part in Spring's"
                        + " transactions, and transactions(…) does for other frameworks";
            }
            Object inner = candidate instanceof Wrapped<?> wrapped ? wrapped.unwrap() : null;
            candidate = inner == candidate ? null : inner;
        }
        return null;
    }

    private static boolean isProxy(Class<?> type) {
        Class<?> candidate = type;
        while (candidate != null && !candidate.getName().equals(PROXY)) {
            candidate = candidate.getSuperclass();
        }
        return candidate != null;
    }
}
