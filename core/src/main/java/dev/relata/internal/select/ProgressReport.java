package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.query.Iteration;
import dev.relata.query.Progress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;

/** Tells a listener how far a stream has come; one for each subscription. */
public final class ProgressReport {

    private static final int ROWS = 4096;

    private final Consumer<? super Progress> listener;
    private final int every;
    private final long started = System.nanoTime();
    private long done;

    private ProgressReport(Consumer<? super Progress> listener, int every) {
        this.listener = listener;
        this.every = every;
    }

    /**
     * Watches a stream.
     *
     * @param iteration says who is told, if anybody is
     * @param rows the stream
     * @param <T> its elements
     * @return the same elements
     */
    public static <T> Flux<T> of(Iteration iteration, Flux<T> rows) {
        Consumer<? super Progress> listener = RefusedException.unlessNull(
                        iteration, "iterate", "the Iteration that says how")
                .progress();
        if (listener == null) {
            return rows;
        }
        int every = iteration.rows() == null ? ROWS : iteration.rows();
        return Flux.defer(() -> {
            ProgressReport report = new ProgressReport(listener, every);
            return rows.doOnNext(row -> report.row()).doOnComplete(report::tell);
        });
    }

    private void row() {
        done++;
        if (done % every == 0) {
            tell();
        }
    }

    private void tell() {
        listener.accept(new Progress(done, OptionalLong.empty(), Duration.ofNanos(System.nanoTime() - started)));
    }
}
