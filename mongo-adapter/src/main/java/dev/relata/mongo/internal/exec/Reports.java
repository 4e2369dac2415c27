package dev.relata.mongo.internal.exec;

import dev.relata.mongo.internal.query.MongoCommand;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import dev.relata.spi.StatementListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells listeners of commands that ended. Immutable.
 *
 * @param listeners who is told
 */
public record Reports(List<StatementListener> listeners) {

    /** Copies the list. */
    public Reports {
        listeners = List.copyOf(listeners);
    }

    /** Tells of a command that answers rows. */
    <R> Flux<R> rows(String label, MongoCommand command, StatementKind kind, Flux<R> sent) {
        Flux<R> mapped = sent.onErrorMap(error -> Errors.of(label, error));
        if (listeners.isEmpty()) {
            return mapped;
        }
        return Flux.defer(() -> {
            long started = System.nanoTime();
            AtomicLong rows = new AtomicLong();
            return mapped.doOnNext(row -> rows.incrementAndGet())
                    .doOnComplete(() -> tell(label, command::shape, kind, rows.get(), started, null))
                    .doOnError(error -> tell(label, command::shape, kind, rows.get(), started, error));
        });
    }

    /** Tells of a command that answers a number of rows. */
    Mono<Long> count(String label, MongoCommand command, StatementKind kind, Mono<Long> sent) {
        Mono<Long> mapped = sent.onErrorMap(error -> Errors.of(label, error));
        if (listeners.isEmpty()) {
            return mapped;
        }
        return Mono.defer(() -> {
            long started = System.nanoTime();
            return mapped.doOnNext(rows -> tell(label, command::shape, kind, rows, started, null))
                    .doOnError(error -> tell(label, command::shape, kind, 0, started, error));
        });
    }

    /** Tells of what is not counted: ids that are taken, indexes, the ends of transactions. */
    <R> Mono<R> control(String label, String text, Mono<R> sent) {
        return Mono.defer(() -> {
            long started = System.nanoTime();
            return sent.onErrorMap(error -> Errors.of(label, error))
                    .doOnSuccess(any -> tell(label, () -> text, StatementKind.CONTROL, 0, started, null))
                    .doOnError(error -> tell(label, () -> text, StatementKind.CONTROL, 0, started, error));
        });
    }

    /** Tells of a batch that a cursor was asked for. */
    void fetch(String label, String text, int rows, long started) {
        tell(label, () -> text, StatementKind.FETCH, rows, started, null);
    }

    private void tell(
            String label,
            Supplier<String> text,
            StatementKind kind,
            long rows,
            long started,
            @Nullable Throwable error) {
        if (!listeners.isEmpty()) {
            Duration duration = Duration.ofNanos(System.nanoTime() - started);
            ExecutedStatement statement = new ExecutedStatement(label, text.get(), kind, rows, duration, error);
            listeners.forEach(listener -> listener.onStatement(statement));
        }
    }
}
