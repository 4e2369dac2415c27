package dev.relata.spi.stream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Notes when the first row of a statement arrives. Written by one thread at a time, read after that. */
public final class FirstRow {

    private boolean arrived;
    private long at;

    /** Makes a note of a statement without rows so far. */
    public FirstRow() {}

    /** Called for each row. */
    public void arrived() {
        if (!arrived) {
            arrived = true;
            at = System.nanoTime();
        }
    }

    /**
     * Returns how long the first row took.
     *
     * @param started when the statement began, by {@link System#nanoTime()}
     * @return the time, null where no row has arrived
     */
    public @Nullable Duration after(long started) {
        return arrived ? Duration.ofNanos(Math.max(at - started, 0)) : null;
    }
}
