package dev.relata.examples.atlas.web.graph;

import dev.relata.examples.atlas.report.Display;
import dev.relata.examples.atlas.report.Progress;
import dev.relata.examples.atlas.web.graph.GraphSnapshot.Running;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Shows the running step to the pages, as it is shown in the terminal too. Thread-safe. */
final class ImportDisplay implements Display {

    private final Display terminal;
    private volatile @Nullable Counting current;

    ImportDisplay(Display terminal) {
        this.terminal = terminal;
    }

    @Override
    public Progress begin(String step, long rows) {
        Counting counting = new Counting(terminal.begin(step, rows), step, rows);
        current = counting;
        return counting;
    }

    @Nullable
    Running running() {
        Counting counting = current;
        return counting == null ? null : new Running(counting.step, counting.rows.get(), counting.expected);
    }

    private final class Counting implements Progress {

        private final Progress shown;
        private final String step;
        private final long expected;
        private final AtomicLong rows = new AtomicLong();

        Counting(Progress shown, String step, long expected) {
            this.shown = shown;
            this.step = step;
            this.expected = expected;
        }

        @Override
        public void advance(long more) {
            rows.addAndGet(more);
            shown.advance(more);
        }

        @Override
        public void close() {
            current = null;
            shown.close();
        }
    }
}
