package dev.relata.test.conformance;

import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import dev.relata.spi.StatementListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Counts what is sent to a store; fed as a store's listener, or by whatever sees its driver. Thread-safe. */
public final class StatementCounter implements StatementListener {

    /**
     * One that was seen.
     *
     * @param kind what it counts as
     * @param text what was sent
     */
    private record Seen(StatementKind kind, String text) {}

    private final Queue<Seen> seen = new ConcurrentLinkedQueue<>();

    /** Makes a counter that has seen nothing. */
    public StatementCounter() {}

    @Override
    public void onStatement(ExecutedStatement statement) {
        record(statement.kind(), statement.text());
    }

    /**
     * Notes one statement.
     *
     * @param kind what it counts as
     * @param text what was sent
     */
    public void record(StatementKind kind, String text) {
        seen.add(new Seen(kind, text));
    }

    /** Forgets what was seen. */
    public void reset() {
        seen.clear();
    }

    /**
     * Answers what counts as a statement.
     *
     * @return the texts of the reads and writes seen since the last reset
     */
    public List<String> statements() {
        return seen.stream().filter(one -> one.kind().counts()).map(Seen::text).toList();
    }
}
