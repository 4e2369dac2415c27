package dev.relata.benchmarks.peer;

import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The PostgreSQL that all variants ask, as each driver wants it named. Immutable.
 *
 * @param host the host
 * @param port the port
 * @param name the database
 * @param user the role
 * @param password its password; any where none is asked for
 */
public record Database(String host, int port, String name, String user, String password) {

    private static final int DEFAULT_PORT = 5432;

    /**
     * Reads an address of R2DBC.
     *
     * @param url the address
     * @return what it names
     */
    public static Database of(String url) {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(url);
        Object port = options.getValue(ConnectionFactoryOptions.PORT);
        Object password = options.getValue(ConnectionFactoryOptions.PASSWORD);
        return new Database(
                required(options, ConnectionFactoryOptions.HOST),
                port == null ? DEFAULT_PORT : Integer.parseInt(port.toString()),
                required(options, ConnectionFactoryOptions.DATABASE),
                required(options, ConnectionFactoryOptions.USER),
                password == null ? "none" : password.toString());
    }

    private static String required(ConnectionFactoryOptions options, Option<?> option) {
        return Objects.requireNonNull(options.getValue(option), option.name()).toString();
    }

    /**
     * The address for JDBC.
     *
     * @return an URL without user and password
     */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /**
     * The address for R2DBC.
     *
     * @return an URL with user and password
     */
    public String r2dbcUrl() {
        return "r2dbc:postgresql://" + user + ":" + password + "@" + host + ":" + port + "/" + name;
    }

    /**
     * Connects by JDBC, with values in binary from the first execution on; blocks.
     *
     * @return a connection
     * @throws SQLException where it cannot
     */
    public Connection jdbc() throws SQLException {
        return DriverManager.getConnection(jdbcUrl() + "?prepareThreshold=-1", user, password);
    }
}
