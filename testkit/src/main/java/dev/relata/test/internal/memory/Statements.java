package dev.relata.test.internal.memory;

import dev.relata.spi.StatementKind;
import dev.relata.spi.stream.StatementReports;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import reactor.util.context.ContextView;

/**
 * Reports everything that would have been sent. Thread-safe.
 *
 * @param reports the reports
 */
record Statements(StatementReports reports) {

    /** Returns the statements of a request, which the listener in its context sees too. */
    Statements in(ContextView context) {
        return new Statements(reports.in(context));
    }

    <R> R run(StatementKind kind, String label, String text, Supplier<R> work, ToLongFunction<? super R> rows) {
        long started = System.nanoTime();
        R answer;
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            reports.report(label, () -> text, kind, 0, started, e);
            throw e;
        }
        reports.report(label, () -> text, kind, rows.applyAsLong(answer), started);
        return answer;
    }

    void control(String text) {
        reports.report("transaction", () -> text, StatementKind.CONTROL, 0, System.nanoTime());
    }

    void fetch(String label, long rows) {
        reports.report(label, () -> "fetch", StatementKind.FETCH, rows, System.nanoTime());
    }
}
