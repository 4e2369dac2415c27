package dev.relata.examples.atlas.report;

import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts the statements that a store sends; BEGIN, COMMIT, FETCH and their like are not counted. Thread-safe. */
public final class StatementCounter implements StatementListener {

    private final LongAdder statements = new LongAdder();
    private final Map<String, LongAdder> byLabel = new ConcurrentHashMap<>();

    @Override
    public void onStatement(ExecutedStatement statement) {
        if (statement.kind().counts()) {
            statements.increment();
            byLabel.computeIfAbsent(statement.label(), label -> new LongAdder()).increment();
        }
    }

    /**
     * Notes statements that were sent past the store.
     *
     * @param more how many
     */
    public void add(long more) {
        statements.add(more);
    }

    /**
     * How many there were.
     *
     * @return the number up to now
     */
    public long count() {
        return statements.sum();
    }

    /**
     * How many there were for rows of one type, not counting those along relationships.
     *
     * @param type the type of the rows
     * @return the number up to now
     */
    public long count(Class<?> type) {
        LongAdder sent = byLabel.get(type.getSimpleName());
        return sent == null ? 0 : sent.sum();
    }
}
