package dev.relata.observe;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One write of many rows, seen when it ended. Immutable.
 *
 * @param relationship the relationship or type that was written
 * @param call the method that was called, such as {@code insert} or {@code addMany}
 * @param chunks the number of chunks, 1 where one statement took all rows
 * @param rows the number of rows in those chunks
 * @param duration from its subscription to its end
 * @param error why it failed, or null; also null where it was cancelled
 * @param outcome how it ended; of one that failed nothing is stored
 */
public record ObservedBulk(
        String relationship,
        String call,
        int chunks,
        long rows,
        Duration duration,
        @Nullable Throwable error,
        Outcome outcome) {}
