package dev.relata.spi.stream;

import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementDetails;
import dev.relata.spi.StatementKind;
import dev.relata.spi.StatementListener;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Reports each statement to the listeners of a store when it has ended. Texts are made only where there is a listener; a listener
 * that throws changes nothing about the statement. Immutable, thread-safe.
 */
public final class StatementReports {

    private static final Logger LOG = LoggerFactory.getLogger(StatementReports.class);

    private final List<StatementListener> listeners;
    private final BiFunction<String, Throwable, Throwable> translation;

    /**
     * Makes reports.
     *
     * @param listeners the listeners
     * @param translation makes the error that listeners see of a label and of the driver's error, whose message may repeat values
     */
    public StatementReports(List<StatementListener> listeners, BiFunction<String, Throwable, Throwable> translation) {
        this.listeners = List.copyOf(listeners);
        this.translation = translation;
    }

    /**
     * Returns the reports of what is sent for a request, which the listener in its context sees too.
     *
     * @param context the context of the subscriber of the request
     * @return reports for this request; the same ones where its context has no listener
     */
    public StatementReports in(ContextView context) {
        StatementListener own = context.<@Nullable StatementListener>getOrDefault(StatementListener.KEY, null);
        return own == null
                ? this
                : new StatementReports(
                        Stream.concat(listeners.stream(), Stream.of(own)).toList(), translation);
    }

    /**
     * Returns whether there is no listener, so that nothing need be measured.
     *
     * @return whether it is so
     */
    public boolean isEmpty() {
        return listeners.isEmpty();
    }

    /**
     * Reports a statement that answers at most once. One that is cancelled is not reported.
     *
     * @param label what the statement is for
     * @param text makes its text
     * @param kind its kind
     * @param exchange the exchange with the database
     * @param rows tells the number of rows from the answer; an exchange without an answer has none
     * @param <R> the answer
     * @return the exchange
     */
    public <R> Mono<R> one(
            String label, Supplier<String> text, StatementKind kind, Mono<R> exchange, ToLongFunction<? super R> rows) {
        return one(label, text, kind, exchange, rows, started -> StatementDetails.NONE);
    }

    /**
     * Reports a statement that answers at most once, with details. One that is cancelled is not reported.
     *
     * @param label what the statement is for
     * @param text makes its text
     * @param kind its kind
     * @param exchange the exchange with the database
     * @param rows tells the number of rows from the answer; an exchange without an answer has none
     * @param details makes the details at the end, from the time when the statement began, by {@link System#nanoTime()}
     * @param <R> the answer
     * @return the exchange
     */
    public <R> Mono<R> one(
            String label,
            Supplier<String> text,
            StatementKind kind,
            Mono<R> exchange,
            ToLongFunction<? super R> rows,
            LongFunction<StatementDetails> details) {
        if (listeners.isEmpty()) {
            return exchange;
        }
        return Mono.defer(() -> {
            long started = System.nanoTime();
            return exchange.doOnSuccess(answer -> {
                        long count = answer == null ? 0 : rows.applyAsLong(answer);
                        report(label, text, kind, count, started, null, details);
                    })
                    .doOnError(error -> report(label, text, kind, 0, started, error, details));
        });
    }

    /**
     * Reports a statement that answers rows. One that is cancelled is not reported.
     *
     * @param label what the statement is for
     * @param text makes its text
     * @param kind its kind
     * @param exchange the exchange with the database
     * @param <R> a row
     * @return the exchange
     */
    public <R> Flux<R> rows(String label, Supplier<String> text, StatementKind kind, Flux<R> exchange) {
        if (listeners.isEmpty()) {
            return exchange;
        }
        return Flux.defer(() -> {
            long started = System.nanoTime();
            AtomicLong rows = new AtomicLong();
            FirstRow first = new FirstRow();
            LongFunction<StatementDetails> details = since -> new StatementDetails(List.of(), first.after(since), 0);
            return exchange.doOnNext(row -> {
                        first.arrived();
                        rows.incrementAndGet();
                    })
                    .doOnComplete(() -> report(label, text, kind, rows.get(), started, null, details))
                    .doOnError(error -> report(label, text, kind, rows.get(), started, error, details));
        });
    }

    /**
     * Reports a statement that succeeded.
     *
     * @param label what the statement was for
     * @param text makes its text
     * @param kind its kind
     * @param rows the number of its rows
     * @param started when it began, by {@link System#nanoTime()}
     */
    public void report(String label, Supplier<String> text, StatementKind kind, long rows, long started) {
        report(label, text, kind, rows, started, null);
    }

    /**
     * Reports a statement that ended.
     *
     * @param label what the statement was for
     * @param text makes its text
     * @param kind its kind
     * @param rows the number of its rows
     * @param started when it began, by {@link System#nanoTime()}
     * @param error why it failed, or null where it succeeded
     */
    public void report(
            String label,
            Supplier<String> text,
            StatementKind kind,
            long rows,
            long started,
            @Nullable Throwable error) {
        report(label, text, kind, rows, started, error, since -> StatementDetails.NONE);
    }

    private void report(
            String label,
            Supplier<String> text,
            StatementKind kind,
            long rows,
            long started,
            @Nullable Throwable error,
            LongFunction<StatementDetails> details) {
        if (listeners.isEmpty()) {
            return;
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - started);
        Throwable seen = error == null ? null : translation.apply(label, error);
        ExecutedStatement statement =
                new ExecutedStatement(label, text.get(), kind, rows, duration, seen, details.apply(started));
        for (StatementListener listener : listeners) {
            try {
                listener.onStatement(statement);
            } catch (RuntimeException thrown) {
                LOG.warn("A statement listener failed on " + label + "; it must not throw", thrown);
            }
        }
    }
}
