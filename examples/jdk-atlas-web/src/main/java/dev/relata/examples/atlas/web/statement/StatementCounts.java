package dev.relata.examples.atlas.web.statement;

import dev.relata.observe.RelataListener;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningRequest;
import dev.relata.spi.ExecutedStatement;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Counts what is sent for one answer, which it knows by the Reactor context. Thread-safe. */
@Component
public final class StatementCounts implements RelataListener {

    private static final Class<?> KEY = StatementCounts.class;

    /**
     * Counts the statements of an answer, anew for each subscription.
     *
     * @param work reads the answer
     * @param <T> the answer
     * @return the answer with its count
     */
    public <T> Mono<Counted<T>> count(Mono<T> work) {
        return Mono.defer(() -> {
            LongAdder sent = new LongAdder();
            long start = System.nanoTime();
            return work.map(answer -> new Counted<>(answer, sent.sum(), (System.nanoTime() - start) / 1_000))
                    .contextWrite(context -> context.put(KEY, sent));
        });
    }

    @Override
    public RequestObserver onStart(RunningRequest request, ContextView context) {
        return context.<LongAdder>getOrEmpty(KEY)
                .<RequestObserver>map(Counter::new)
                .orElse(RequestObserver.NONE);
    }

    private record Counter(LongAdder sent) implements RequestObserver {

        @Override
        public void onStatement(ExecutedStatement statement) {
            if (statement.kind().counts()) {
                sent.increment();
            }
        }
    }
}
