package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.spi.StatementListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@link SqlClient}. Immutable.
 *
 * @param listeners see every statement when it has ended
 * @param outerWait how long a command of an outer transaction may wait while the open inner one does nothing; 10 s by
 *     default
 * @param acquireRetries how many more times a connection is asked for when one that was dead is all there was; none by
 *     default. A time-out is not tried again
 * @param endingTimeout how long the server may take to answer BEGIN, COMMIT, ROLLBACK, RELEASE or CLOSE; 5 s by default
 * @param statementTimeout how long a statement may take; null, the default, for any time
 * @param streamIdle how long the transaction of a stream may do nothing, zero for any time; null by default, which leaves the
 *     settings of the server
 */
public record SqlClientOptions(
        List<StatementListener> listeners,
        Duration outerWait,
        int acquireRetries,
        Duration endingTimeout,
        @Nullable Duration statementTimeout,
        @Nullable Duration streamIdle) {

    private static final Duration LONGEST = Duration.ofMillis(Integer.MAX_VALUE);

    /** Copies the listeners and checks the numbers. */
    public SqlClientOptions {
        listeners = List.copyOf(listeners);
        check(outerWait, "outerWait");
        check(endingTimeout, "endingTimeout");
        if (statementTimeout != null) {
            check(statementTimeout, "statementTimeout");
        }
        if (acquireRetries < 0) {
            throw new IllegalArgumentException("acquireRetries must be 0 or more, was " + acquireRetries);
        }
        if (streamIdle != null && !isMillis(streamIdle)) {
            throw new IllegalArgumentException(
                    "streamIdle must be zero, or from a millisecond to " + LONGEST + ", was " + streamIdle);
        }
    }

    private static void check(Duration duration, String name) {
        if (duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " must be longer than zero, and " + LONGEST + " at the most, was " + duration);
        }
    }

    private static boolean isMillis(Duration time) {
        return time.isZero() || time.compareTo(Duration.ofMillis(1)) >= 0 && time.compareTo(LONGEST) <= 0;
    }

    /**
     * No listeners, 10 s of waiting, 5 s for endings, any time for statements.
     *
     * @return the options
     */
    public static SqlClientOptions defaults() {
        return new SqlClientOptions(List.of(), Duration.ofSeconds(10), 0, Duration.ofSeconds(5), null, null);
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
        return new SqlClientOptions(more, outerWait, acquireRetries, endingTimeout, statementTimeout, streamIdle);
    }

    /**
     * These options with another wait.
     *
     * @param wait how long a command of an outer transaction may wait while the open inner one does nothing
     * @return a changed copy
     */
    public SqlClientOptions outerWait(Duration wait) {
        return new SqlClientOptions(listeners, wait, acquireRetries, endingTimeout, statementTimeout, streamIdle);
    }

    /**
     * These options with a number of retries.
     *
     * @param more how many more times a connection is asked for
     * @return a changed copy
     */
    public SqlClientOptions acquireRetries(int more) {
        return new SqlClientOptions(listeners, outerWait, more, endingTimeout, statementTimeout, streamIdle);
    }

    /**
     * These options with another limit of endings.
     *
     * @param limit how long the server may take to answer BEGIN, COMMIT, ROLLBACK, RELEASE or CLOSE
     * @return a changed copy
     */
    public SqlClientOptions endingTimeout(Duration limit) {
        return new SqlClientOptions(listeners, outerWait, acquireRetries, limit, statementTimeout, streamIdle);
    }

    /**
     * These options with a limit of statements.
     *
     * @param limit how long a statement may take
     * @return a changed copy
     */
    public SqlClientOptions statementTimeout(Duration limit) {
        return new SqlClientOptions(listeners, outerWait, acquireRetries, endingTimeout, limit, streamIdle);
    }

    /**
     * These options with a limit for streams.
     *
     * @param limit how long the transaction of a stream may do nothing, zero for any time
     * @return a changed copy
     */
    public SqlClientOptions streamIdle(Duration limit) {
        return new SqlClientOptions(listeners, outerWait, acquireRetries, endingTimeout, statementTimeout, limit);
    }
}
