package dev.relata.examples.atlas.report;

import java.io.PrintStream;
import java.text.DecimalFormat;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as a bar that moves, and goes when the step ends. */
final class BarProgress implements Progress {

    private final PrintStream out;
    private final Line line;
    private final ProgressBar bar;

    BarProgress(PrintStream out, String step, long rows) {
        this.out = out;
        line = new Line(out);
        bar = new ProgressBarBuilder()
                .setTaskName("  %-12s".formatted(step))
                .setInitialMax(rows)
                .setUnit(" rows", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(line)
                .showSpeed(new DecimalFormat("#,##0"))
                .build();
    }

    @Override
    public void advance(long rows) {
        bar.stepBy(rows);
    }

    /** Clears the line itself: the library ends it, or, if the bar was just shown for the first time, does nothing. */
    @Override
    public void close() {
        bar.close();
        out.print("\r" + " ".repeat(line.getMaxRenderedLength()) + "\r");
        out.flush();
    }

    /** Where the bar is shown; the line stays open when the bar ends. */
    private static final class Line extends ConsoleProgressBarConsumer {

        Line(PrintStream out) {
            super(out);
        }

        @Override
        public void close() {}
    }
}
