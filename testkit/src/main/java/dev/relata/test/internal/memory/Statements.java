package dev.relata.test.internal.memory;

import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import dev.relata.spi.StatementListener;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells the listener of everything that would have been sent. Thread-safe.
 *
 * @param listener who is told
 */
record Statements(StatementListener listener) {

    <R> R run(StatementKind kind, String label, String text, Supplier<R> work, ToLongFunction<? super R> rows) {
        long started = System.nanoTime();
        R answer;
        try {
            answer = work.get();
        } catch (RuntimeException e) {
            tell(kind, label, text, 0, started, e);
            throw e;
        }
        tell(kind, label, text, rows.applyAsLong(answer), started, null);
        return answer;
    }

    void control(String text) {
        tell(StatementKind.CONTROL, "transaction", text, 0, System.nanoTime(), null);
    }

    void fetch(String label, long rows) {
        tell(StatementKind.FETCH, label, "fetch", rows, System.nanoTime(), null);
    }

    private void tell(
            StatementKind kind, String label, String text, long rows, long started, @Nullable Throwable error) {
        Duration duration = Duration.ofNanos(System.nanoTime() - started);
        listener.onStatement(new ExecutedStatement(label, text, kind, rows, duration, error));
    }
}
