package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.dialect.H2Dialect;
import dev.relata.r2dbc.internal.dialect.MariaDbDialect;
import dev.relata.r2dbc.internal.dialect.PostgresDialect;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Map;

/** Finds the database behind a connection factory, by the name that its driver has. Stateless. */
final class Dialects {

    private static final Map<String, Dialect> BY_DRIVER = Map.of(
            "PostgreSQL", PostgresDialect.INSTANCE,
            "H2", H2Dialect.INSTANCE,
            "MariaDB", MariaDbDialect.INSTANCE);

    private Dialects() {}

    /** Returns the dialect; PostgreSQL's where the driver is unknown. */
    static Dialect of(ConnectionFactory factory) {
        return BY_DRIVER.getOrDefault(factory.getMetadata().getName(), PostgresDialect.INSTANCE);
    }

    /** Whether the driver is known. */
    static boolean knows(ConnectionFactory factory) {
        return BY_DRIVER.containsKey(factory.getMetadata().getName());
    }
}
