package dev.relata.examples.atlas.report;

import java.io.PrintStream;
import java.time.Duration;

/** Progress as a plain line every few seconds, for logs and pipes. */
final class LineProgress implements Progress {

    private static final long INTERVAL = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final String step;
    private long rows;
    private long shown = System.nanoTime();

    LineProgress(PrintStream out, String step) {
        this.out = out;
        this.step = step;
    }

    @Override
    public void advance(long more) {
        rows += more;
        long now = System.nanoTime();
        if (now - shown >= INTERVAL) {
            shown = now;
            out.printf("  %-12s%,12d rows so far%n", step, rows);
        }
    }

    @Override
    public void close() {}
}
