package dev.relata.benchmarks.meter;

import com.sun.management.OperatingSystemMXBean;
import dev.relata.benchmarks.peer.Database;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The counters that a run is read from. Used by one thread; what is asked of the server blocks. */
public final class Instruments implements AutoCloseable {

    private static final OperatingSystemMXBean JVM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Allocation allocation = new Allocation();
    private final @Nullable Connection connection;
    private final @Nullable ServerTime server;
    private final @Nullable StatementCounter statements;

    private Instruments(
            @Nullable Connection connection, @Nullable ServerTime server, @Nullable StatementCounter statements) {
        this.connection = connection;
        this.server = server;
        this.statements = statements;
    }

    /**
     * The counters of this JVM alone.
     *
     * @return the instruments
     */
    public static Instruments ofTheClient() {
        return new Instruments(null, null, null);
    }

    /**
     * The counters of this JVM and of a PostgreSQL.
     *
     * @param database the database; the role must be allowed to read its settings for the server's time to be known
     * @param own whether the server is this program's own, with {@code pg_stat_statements} loaded
     * @return the instruments
     */
    public static Instruments of(Database database, boolean own) {
        try {
            Connection connection = database.jdbc();
            return new Instruments(connection, server(connection), own ? new StatementCounter(connection) : null);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot read the counters of the server", failure);
        }
    }

    private static @Nullable ServerTime server(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW data_directory")) {
            return rows.next() ? ServerTime.of(Path.of(rows.getString(1))) : null;
        } catch (SQLException notAllowed) {
            return null;
        }
    }

    /**
     * Reads all counters.
     *
     * @return where they stand
     */
    public Cost read() {
        return new Cost(
                System.nanoTime(), JVM.getProcessCpuTime(), server == null ? 0 : server.nanos(), allocation.bytes());
    }

    /**
     * Tells whether the server's processor time is known.
     *
     * @return whether it is
     */
    public boolean readServer() {
        return server != null;
    }

    /**
     * Runs something and counts the statements that the server ran for it.
     *
     * @param run what is run
     * @return how many statements, or nothing, without a run, where they cannot be counted
     */
    public OptionalLong statements(Runnable run) {
        return statements == null ? OptionalLong.empty() : OptionalLong.of(statements.count(run));
    }

    @Override
    public void close() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot close the connection of the counters", failure);
        }
    }
}
