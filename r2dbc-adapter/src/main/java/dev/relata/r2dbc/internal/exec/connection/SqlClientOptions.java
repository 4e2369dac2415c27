package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.spi.StatementListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of a {@link SqlClient}. Immutable.
 *
 * @param listeners see every statement when it has ended
 * @param outerWait how long a command of an outer transaction may wait while the open inner one does nothing; 10 s by
 *     default
 * @param acquireRetries how many more times a connection is asked for when one that was dead is all there was; none by
 *     default. A time-out is not tried again
 */
public record SqlClientOptions(List<StatementListener> listeners, Duration outerWait, int acquireRetries) {

    /** Copies the listeners and checks the numbers. */
    public SqlClientOptions {
        listeners = List.copyOf(listeners);
        if (outerWait.isNegative() || outerWait.isZero()) {
            throw new IllegalArgumentException("outerWait must be longer than zero, was " + outerWait);
        }
        if (acquireRetries < 0) {
            throw new IllegalArgumentException("acquireRetries must be 0 or more, was " + acquireRetries);
        }
    }

    /**
     * No listeners, 10 s of waiting.
     *
     * @return the options
     */
    public static SqlClientOptions defaults() {
        return new SqlClientOptions(List.of(), Duration.ofSeconds(10), 0);
    }

    /**
     * These options and one more listener.
     *
     * @param listener sees every statement
     * @return a changed copy
     */
    public SqlClientOptions listener(StatementListener listener) {
        List<StatementListener> more = new ArrayList<>(listeners);
        more.add(listener);
        return new SqlClientOptions(more, outerWait, acquireRetries);
    }

    /**
     * These options with another wait.
     *
     * @param wait how long a command of an outer transaction may wait while the open inner one does nothing
     * @return a changed copy
     */
    public SqlClientOptions outerWait(Duration wait) {
        return new SqlClientOptions(listeners, wait, acquireRetries);
    }

    /**
     * These options with a number of retries.
     *
     * @param more how many more times a connection is asked for
     * @return a changed copy
     */
    public SqlClientOptions acquireRetries(int more) {
        return new SqlClientOptions(listeners, outerWait, more);
    }
}
