package dev.relata.query;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a long operation has come. Immutable.
 *
 * @param done rows so far
 * @param total rows in all, where known
 * @param elapsed time since it began
 * @param cursor where a {@linkplain Iteration#resumable() resumable} stream goes on behind these rows; empty at its end, and for
 *     everything else
 */
public record Progress(long done, OptionalLong total, Duration elapsed, Optional<String> cursor) {

    /**
     * Makes the progress of what cannot be resumed.
     *
     * @param done rows so far
     * @param total rows in all, where known
     * @param elapsed time since it began
     */
    public Progress(long done, OptionalLong total, Duration elapsed) {
        this(done, total, elapsed, Optional.empty());
    }

    /**
     * Answers the pace so far.
     *
     * @return rows a second, 0 before any time has passed
     */
    public double rowsPerSecond() {
        return elapsed.isZero() ? 0 : done / (elapsed.toNanos() / 1e9);
    }
}
