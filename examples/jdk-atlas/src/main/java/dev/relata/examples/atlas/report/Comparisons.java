package dev.relata.examples.atlas.report;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks questions in two ways one after another, measures both and prints a line for each question. For one job. */
public final class Comparisons {

    private final PrintStream out;
    private final Display display;
    private final LongSupplier statements;
    private final List<Comparison> done = new CopyOnWriteArrayList<>();

    /**
     * Comparisons that are shown as they go.
     *
     * @param out where the lines go
     * @param display where the progress goes
     * @param statements how many statements have been sent so far
     */
    public Comparisons(PrintStream out, Display display, LongSupplier statements) {
        this.out = out;
        this.display = display;
        this.statements = statements;
    }

    /** Prints the head of the table that the comparisons make. */
    public void printHead() {
        out.printf(
                "%nStatements for the same answers: with a lookup for each row, in a batch scope, by a fetch plan.%n");
        out.printf(
                "%n  %-12s%12s%10s%12s%12s%10s  %s%n",
                "question", "rows", "naive", "seconds", "together", "seconds", "how");
    }

    /**
     * Asks a question in one way and then in the other.
     *
     * @param question what it is called
     * @param expected how many rows the answer will have, -1 where that is not known
     * @param naive with a lookup for each row
     * @param together with the lookups in few statements
     * @return what both took; an {@link IllegalStateException} where they do not come to the same answer
     */
    public Mono<Comparison> run(String question, long expected, Way naive, Way together) {
        return measured(question, expected, naive)
                .flatMap(one -> measured(question, expected, together).map(other -> compared(question, one, other)))
                .doOnNext(this::add);
    }

    private record Measured(Answer answer, Step step) {}

    private Mono<Measured> measured(String question, long expected, Way way) {
        return Mono.defer(() -> {
            long start = System.nanoTime();
            long before = statements.getAsLong();
            return Mono.using(
                            () -> display.begin(question, expected),
                            progress -> Answer.of(watched(way.rows(), progress)),
                            Progress::close)
                    .map(answer -> new Measured(
                            answer,
                            new Step(
                                    way.name(),
                                    answer.rows(),
                                    (System.nanoTime() - start) / 1e9,
                                    statements.getAsLong() - before)));
        });
    }

    private static Flux<?> watched(Flux<?> rows, Progress progress) {
        return rows.doOnNext(row -> progress.advance(1));
    }

    private static Comparison compared(String question, Measured naive, Measured together) {
        if (!naive.answer().equals(together.answer())) {
            throw new IllegalStateException(question + ": " + naive.step().name() + " came to " + naive.answer() + ", "
                    + together.step().name() + " to " + together.answer()
                    + "; both must be the same, so one of them reads wrong rows.");
        }
        return new Comparison(question, naive.step(), together.step());
    }

    private void add(Comparison comparison) {
        done.add(comparison);
        Step naive = comparison.naive();
        Step together = comparison.together();
        out.printf(
                "  %-12s%,12d%,10d%,12.2f%,12d%,10.2f  %s%n",
                comparison.question(),
                naive.rows(),
                naive.statements(),
                naive.seconds(),
                together.statements(),
                together.seconds(),
                together.name());
    }

    /**
     * The comparisons that have ended.
     *
     * @return the comparisons in their order
     */
    public List<Comparison> done() {
        return List.copyOf(done);
    }
}
