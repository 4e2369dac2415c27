package dev.relata.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One statement that a store has sent, seen when it ended. Immutable.
 *
 * @param label the relationship or type it was sent for, such as {@code Author.BOOKS}
 * @param text the statement as sent, without the values
 * @param kind what it counts as
 * @param rows rows answered or changed
 * @param duration from sending to the end of the answer
 * @param error why it failed, as an error of Relata, or null
 * @param details what else is known of it
 */
public record ExecutedStatement(
        String label,
        String text,
        StatementKind kind,
        long rows,
        Duration duration,
        @Nullable Throwable error,
        StatementDetails details) {

    /**
     * Makes a statement of which no more is known.
     *
     * @param label the relationship or type it was sent for
     * @param text the statement as sent, without the values
     * @param kind what it counts as
     * @param rows rows answered or changed
     * @param duration from sending to the end of the answer
     * @param error why it failed, as an error of Relata, or null
     */
    public ExecutedStatement(
            String label, String text, StatementKind kind, long rows, Duration duration, @Nullable Throwable error) {
        this(label, text, kind, rows, duration, error, StatementDetails.NONE);
    }
}
