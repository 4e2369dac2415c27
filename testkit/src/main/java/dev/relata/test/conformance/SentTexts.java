package dev.relata.test.conformance;

import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningRequest;
import dev.relata.spi.ExecutedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import reactor.util.context.ContextView;

/** The texts of statements as listeners see them: without values, whatever the store. Thread-safe. */
final class SentTexts implements RelataListener {

    private final Queue<String> texts = new ConcurrentLinkedQueue<>();

    @Override
    public RequestObserver onStart(RunningRequest request, ContextView context) {
        return new RequestObserver() {
            @Override
            public void onStatement(ExecutedStatement statement) {
                if (statement.kind().counts()) {
                    texts.add(statement.text());
                }
            }
        };
    }

    /** Returns what was sent since the last call. */
    List<String> taken() {
        List<String> taken = new ArrayList<>(texts);
        texts.clear();
        return taken;
    }
}
