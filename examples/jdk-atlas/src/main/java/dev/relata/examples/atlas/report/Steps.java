package dev.relata.examples.atlas.report;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import reactor.core.publisher.Mono;

/** Runs the steps of a job one after another, measures each and prints a line for it. For one job. */
public final class Steps {

    private final PrintStream out;
    private final Display display;
    private final LongSupplier statements;
    private final List<Step> done = new CopyOnWriteArrayList<>();

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
            long start = System.nanoTime();
            long before = statements.getAsLong();
            return Mono.using(() -> display.begin(name, expected), work, Progress::close)
                    .doOnNext(result -> add(new Step(
                            name,
                            rows.applyAsLong(result),
                            (System.nanoTime() - start) / 1e9,
                            statements.getAsLong() - before)));
        });
    }

    private void add(Step step) {
        done.add(step);
        print(step);
    }

    /** Prints a last line: all steps together. */
    public void printTotal() {
        print(new Step(
                "total",
                0,
                done.stream().mapToDouble(Step::seconds).sum(),
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
