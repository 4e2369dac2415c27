package dev.relata.query;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * How far a long operation has come. Immutable.
 *
 * @param done rows so far
 * @param total rows in all, where known
 * @param elapsed time since it began
 */
public record Progress(long done, OptionalLong total, Duration elapsed) {

    /**
     * Answers the pace so far.
     *
     * @return rows a second, 0 before any time has passed
     */
    public double rowsPerSecond() {
        return elapsed.isZero() ? 0 : done / (elapsed.toNanos() / 1e9);
    }
}
