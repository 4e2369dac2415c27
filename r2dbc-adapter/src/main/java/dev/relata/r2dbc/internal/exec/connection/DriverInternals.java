package dev.relata.r2dbc.internal.exec.connection;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.client.Client;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Reads what the driver and the pool know and have no accessor for. */
final class DriverInternals {

    private DriverInternals() {}

    /**
     * Returns the process that the server, or a pooler, announced when the connection was made; null where the driver does not tell.
     *
     * @param connection the driver's own connection
     */
    static @Nullable Integer processOf(PostgresqlConnection connection) {
        try {
            Field field = connection.getClass().getDeclaredField("client");
            field.setAccessible(true);
            return field.get(connection) instanceof Client client
                    ? client.getProcessId().orElse(null)
                    : null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** Returns the driver's own connection below pools and proxies, as far as it can be seen. */
    static Connection unwrapped(Connection connection) {
        Connection candidate = connection;
        while (candidate instanceof Wrapped<?> wrapped
                && wrapped.unwrap() instanceof Connection inner
                && inner != candidate) {
            candidate = inner;
        }
        return candidate;
    }

    /** Returns the driver's own connection below pools and proxies; null where it is another driver's, or cannot be seen. */
    static @Nullable PostgresqlConnection driverOf(Connection connection) {
        Object candidate = connection;
        while (candidate instanceof Wrapped<?> wrapped && !(candidate instanceof PostgresqlConnection)) {
            candidate = wrapped.unwrap();
        }
        return candidate instanceof PostgresqlConnection found ? found : null;
    }

    /** Returns the factory below all pools and proxies, of which a connection can be had while those of the pool are held. */
    static ConnectionFactory unpooled(ConnectionFactory factory) {
        ConnectionFactory candidate = factory;
        while (candidate instanceof Wrapped<?> wrapped
                && wrapped.unwrap() instanceof ConnectionFactory inner
                && inner != candidate) {
            candidate = inner;
        }
        return candidate;
    }
}
