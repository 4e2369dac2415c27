package dev.relata.r2dbc.internal.exec;

import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import dev.relata.spi.StatementListener;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.Logger;
import reactor.util.Loggers;

/** Tells the listeners about every statement when it has ended. */
final class Reports {

    private static final Logger LOG = Loggers.getLogger(Reports.class);

    private final List<StatementListener> listeners;

    Reports(List<StatementListener> listeners) {
        this.listeners = listeners;
    }

    /** The exchange as it is, watched. */
    Mono<Long> watch(String label, String text, StatementKind kind, Mono<Long> exchange) {
        if (listeners.isEmpty()) {
            return exchange;
        }
        return Mono.defer(() -> {
            long start = System.nanoTime();
            return exchange.doOnSuccess(rows -> tell(label, text, kind, rows == null ? 0 : rows, start, null))
                    .doOnError(error -> tell(label, text, kind, 0, start, error));
        });
    }

    private void tell(String label, String text, StatementKind kind, long rows, long start, @Nullable Throwable error) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        ExecutedStatement statement = new ExecutedStatement(label, text, kind, rows, duration, error);
        for (StatementListener listener : listeners) {
            try {
                listener.onStatement(statement);
            } catch (RuntimeException thrown) {
                // A listener must not change what a statement does.
                LOG.warn("A statement listener failed on " + label + "; it must not throw", thrown);
            }
        }
    }
}
