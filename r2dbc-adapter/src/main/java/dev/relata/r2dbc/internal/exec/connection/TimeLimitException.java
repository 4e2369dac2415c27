package dev.relata.r2dbc.internal.exec.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An exchange that the server did not answer within its time limit, and that was stopped for that reason. */
final class TimeLimitException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean ending;
    private final Duration limit;

    private TimeLimitException(String message, boolean ending, Duration limit, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.ending = ending;
        this.limit = limit;
    }

    /** Makes the error of a statement, which the server has stopped, or which has ended with its connection. */
    static TimeLimitException statement(Duration limit, boolean closed, Throwable cause) {
        return new TimeLimitException(
                "it took longer than the statementTimeout of the store, " + limit.toMillis() + " ms, and "
                        + (closed ? "its connection was closed" : "was stopped"),
                false,
                limit,
                cause);
    }

    /** Makes the error of a statement that begins or ends something, whose connection has been closed. */
    static TimeLimitException ending(String text, Duration limit, @Nullable Throwable cause) {
        return new TimeLimitException(
                "the server did not answer " + text + " within the endingTimeout of the store, " + limit.toMillis()
                        + " ms, and the connection was closed",
                true,
                limit,
                cause);
    }

    /** Whether it is that of a statement that begins or ends something. */
    boolean isEnding() {
        return ending;
    }

    /** Returns how long it was waited for. */
    Duration limit() {
        return limit;
    }
}
