package dev.relata.spring.test.internal.slice;

import io.r2dbc.spi.ConnectionFactoryOptions;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;

/**
 * The address of an empty database on the embedded server. Immutable.
 *
 * @param port the port of the server
 * @param name the name of the database
 */
record EmbeddedDatabase(int port, String name) implements R2dbcConnectionDetails {

    static final String USER = "postgres";

    @Override
    public ConnectionFactoryOptions getConnectionFactoryOptions() {
        return ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, "postgresql")
                .option(ConnectionFactoryOptions.HOST, "localhost")
                .option(ConnectionFactoryOptions.PORT, port)
                .option(ConnectionFactoryOptions.DATABASE, name)
                .option(ConnectionFactoryOptions.USER, USER)
                .option(ConnectionFactoryOptions.PASSWORD, USER)
                .build();
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port + "/" + name;
    }
}
