package dev.relata.examples.atlas.report;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Runs the steps of a job, measures each and prints a line for it when it ends. For one job. */
public final class Steps {

    private final PrintStream out;
    private final Display display;
    private final LongSupplier statements;
    private final List<Step> done = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable Long> begun = new AtomicReference<>();
    private volatile long ended;

    /**
     * Steps that are shown as they go.
     *
     * @param out where the lines go
     * @param display where the progress goes
     * @param statements how many statements have been sent so far
     */
    public Steps(PrintStream out, Display display, LongSupplier statements) {
        this.out = out;
        this.display = display;
        this.statements = statements;
    }

    /** Prints the head of the table that the steps make. */
    public void printHead() {
        out.printf("%n  %-12s%12s%10s%12s%12s%n", "step", "rows", "seconds", "rows/s", "statements");
    }

    /**
     * A step, measured from subscription to its end; one that fails or is cancelled leaves no line.
     *
     * @param name what it is called
     * @param expected how many rows it will have, -1 where that is not known, 0 where it counts none
     * @param work what it does, given what to tell its progress to; answers its number of rows
     * @return the number of rows
     */
    public Mono<Long> run(String name, long expected, Function<Progress, Mono<Long>> work) {
        return run(name, expected, work, rows -> rows);
    }

    /**
     * A step that has a result, measured from subscription to its end; one that fails or is cancelled leaves no line.
     *
     * @param name what it is called
     * @param expected how many rows it will have, -1 where that is not known, 0 where it counts none
     * @param work what it does, given what to tell its progress to
     * @param rows how many rows the result stands for
     * @param <T> the result
     * @return the result
     */
    public <T> Mono<T> run(
            String name, long expected, Function<Progress, Mono<T>> work, ToLongFunction<? super T> rows) {
        return Mono.defer(() -> {
            Share share = share(name, statements);
            return show(name, expected, progress -> share.measure(work.apply(progress), rows))
                    .doOnNext(result -> share.end());
        });
    }

    /**
     * Shows the progress of work that is measured by its shares.
     *
     * @param name what it is called as long as it runs
     * @param expected how many rows it will have, -1 where that is not known, 0 where it counts none
     * @param work what it does, given what to tell its progress to
     * @param <T> the result
     * @return the result
     */
    public <T> Mono<T> show(String name, long expected, Function<Progress, Mono<T>> work) {
        return Mono.using(() -> display.begin(name, expected), work, Progress::close);
    }

    /**
     * A step that is done a part at a time, beside others.
     *
     * @param name what it is called
     * @param sent how many statements of this step have been sent so far
     * @return what measures its parts and ends it
     */
    public Share share(String name, LongSupplier sent) {
        return new Share(name, sent);
    }

    /** A step whose parts are measured one by one, and printed as one when it ends. For one part at a time. */
    public final class Share {

        private final String name;
        private final LongSupplier sent;
        private final long before;
        private long rows;
        private long nanos;

        private Share(String name, LongSupplier sent) {
            this.name = name;
            this.sent = sent;
            this.before = sent.getAsLong();
        }

        /**
         * A part, measured from subscription to its end.
         *
         * @param part what it does
         * @param counted how many rows the result stands for
         * @param <T> the result
         * @return the result
         */
        public <T> Mono<T> measure(Mono<T> part, ToLongFunction<? super T> counted) {
            return Mono.defer(() -> {
                long start = System.nanoTime();
                begun.compareAndSet(null, start);
                return part.doOnNext(result -> {
                    rows += counted.applyAsLong(result);
                    nanos += System.nanoTime() - start;
                });
            });
        }

        /** Prints its line: all parts together. */
        public void end() {
            add(new Step(name, rows, nanos / 1e9, sent.getAsLong() - before));
        }
    }

    private void add(Step step) {
        ended = System.nanoTime();
        done.add(step);
        print(step);
    }

    /** Prints a last line: from the beginning of the first step to the end of the last. */
    public void printTotal() {
        Long start = begun.get();
        print(new Step(
                "total",
                0,
                start == null ? 0 : (ended - start) / 1e9,
                done.stream().mapToLong(Step::statements).sum()));
    }

    private void print(Step step) {
        boolean empty = step.rows() == 0;
        out.printf(
                "  %-12s%12s%,10.2f%12s%,12d%n",
                step.name(),
                empty ? "" : "%,d".formatted(step.rows()),
                step.seconds(),
                empty ? "" : "%,.0f".formatted(step.rowsPerSecond()),
                step.statements());
    }

    /**
     * The steps that have ended.
     *
     * @return the steps in their order
     */
    public List<Step> done() {
        return List.copyOf(done);
    }
}
