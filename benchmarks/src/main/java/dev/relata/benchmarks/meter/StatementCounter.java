package dev.relata.benchmarks.meter;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/**
 * Counts the statements that a server of this program's own ran, by {@code pg_stat_statements}, which is loaded and off
 * except while something is counted. BEGIN, COMMIT, FETCH and their like are not counted.
 */
final class StatementCounter {

    private static final String COUNT = "SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE toplevel"
            + " AND query ~* '^\\s*(select|with|insert|update|delete|merge|copy|declare)\\M'"
            + " AND query !~ 'pg_stat_statements'";
    private static final long RELOAD_MILLIS = 300;

    private final Connection connection;

    StatementCounter(Connection connection) throws SQLException {
        this.connection = connection;
        execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        track("none");
    }

    /** Runs something that asks the server in other sessions, and answers how many statements these were. */
    long count(Runnable run) {
        try {
            track("top");
            execute("SELECT pg_stat_statements_reset()");
            run.run();
            return counted();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot count statements", failure);
        } finally {
            track("none");
        }
    }

    private void track(String what) {
        try {
            execute("ALTER SYSTEM SET pg_stat_statements.track = '" + what + "'");
            execute("SELECT pg_reload_conf()");
            // The postmaster passes the signal on to the other sessions, and nothing tells when they have taken it.
            TimeUnit.MILLISECONDS.sleep(RELOAD_MILLIS);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot set pg_stat_statements.track", failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private long counted() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COUNT)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }
}
