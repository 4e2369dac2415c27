package dev.relata.spring.test.internal.slice;

import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningRequest;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementListener;
import dev.relata.spring.test.SentStatement;
import dev.relata.spring.test.SentStatements;
import dev.relata.spring.test.StatementCount;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.util.context.ContextView;

/**
 * Notes what is sent: the connection reports each statement when it is sent, Relata its own when they have ended, with more
 * knowledge of them. Thread-safe.
 */
public final class StatementLog implements StatementCount, StatementListener, RelataListener {

    private final List<Entry> entries = new ArrayList<>();

    /** Creates a log that has seen nothing. */
    public StatementLog() {}

    /** Forgets all that was sent. */
    public synchronized void clear() {
        entries.clear();
    }

    /**
     * Notes a statement that was sent over the connection of a test.
     *
     * @param text the statement
     */
    public synchronized void sent(String text) {
        entries.add(new Entry(text));
    }

    @Override
    public synchronized void onStatement(ExecutedStatement statement) {
        if (!statement.kind().counts()) {
            return;
        }
        Entry entry = entries.stream()
                .filter(sent -> sent.label == null && sent.text.equals(statement.text()))
                .findFirst()
                .orElseGet(() -> {
                    Entry unseen = new Entry(statement.text());
                    entries.add(unseen);
                    return unseen;
                });
        entry.label = statement.label();
    }

    @Override
    public RequestObserver onStart(RunningRequest request, ContextView context) {
        return new RequestObserver() {
            @Override
            public void onStatement(ExecutedStatement statement) {
                keys(statement, request.batchSize());
            }
        };
    }

    private synchronized void keys(ExecutedStatement statement, int keys) {
        entries.stream()
                .filter(sent ->
                        statement.label().equals(sent.label) && statement.text().equals(sent.text))
                .filter(sent -> sent.keys == 0)
                .findFirst()
                .ifPresent(sent -> sent.keys = keys);
    }

    @Override
    public synchronized SentStatements sent() {
        return new SentStatements(entries.stream()
                .map(entry -> new SentStatement(entry.label, entry.text, entry.keys))
                .toList());
    }

    /** A statement, and what has become known of it. */
    private static final class Entry {

        private final String text;
        private @Nullable String label;
        private int keys;

        private Entry(String text) {
            this.text = text;
        }
    }
}
