package dev.relata.examples.atlas.report;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress as a bar that moves, and goes when the step ends. */
final class BarProgress implements Progress {

    private final ProgressBar bar;

    BarProgress(PrintStream out, String step, long rows) {
        bar = new ProgressBarBuilder()
                .setTaskName("  %-12s".formatted(step))
                .setInitialMax(rows)
                .setUnit(" rows", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(100)
                .setConsumer(new ConsoleProgressBarConsumer(out))
                .showSpeed()
                .clearDisplayOnFinish()
                .build();
    }

    @Override
    public void advance(long rows) {
        bar.stepBy(rows);
    }

    @Override
    public void close() {
        bar.close();
    }
}
