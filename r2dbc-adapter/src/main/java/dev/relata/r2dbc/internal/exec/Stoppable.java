package dev.relata.r2dbc.internal.exec;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * An exchange that ends early on the server when an {@link Interrupt} is asked. Its answer is never abandoned: it ends when
 * the statement has ended on the server <em>and</em> no cancel request is under way, so that what is sent next on the
 * connection cannot be hit by it.
 */
final class Stoppable {

    /** The server ignores a request that arrives between two statements, so it is repeated, ever slower. */
    private static final Duration STEP = Duration.ofMillis(20);

    /** Rows have come, so the end of the answer is probably here too ({@code next()}, {@code take}): worth a moment. */
    private static final Duration GRACE = Duration.ofMillis(5);

    /** Then the connection is closed instead. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ConnectionClient client;
    private final Interrupt interrupt;
    private final Moment ended = new Moment();
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean over;

    private Stoppable(ConnectionClient client, Interrupt interrupt) {
        this.client = client;
        this.interrupt = interrupt;
    }

    /**
     * Runs the exchange.
     *
     * @param exchange what the server does; subscribed at once, never cancelled
     * @param ready completes when the exchange may be stopped, for example when its savepoint stands
     * @param progress tells whether rows have come
     * @return how the exchange ended
     */
    static Mono<Signal<Long>> run(
            ConnectionClient client, Interrupt interrupt, Mono<Long> exchange, Mono<Void> ready, Progress progress) {
        return Mono.defer(() -> new Stoppable(client, interrupt).watch(exchange, ready, progress));
    }

    /** Whether rows of the answer have come. */
    @FunctionalInterface
    interface Progress {
        boolean begun();
    }

    private Mono<Signal<Long>> watch(Mono<Long> exchange, Mono<Void> ready, Progress progress) {
        Mono<Signal<Long>> answer = exchange.doOnTerminate(this::markEnded).materialize();
        Mono<Void> stop = Mono.firstWithSignal(ended.await(), interrupt.signal().then(ready))
                .then(Mono.defer(() -> stop(progress)));
        return Mono.zip(answer, stop.thenReturn(true), (signal, stopped) -> signal);
    }

    private void markEnded() {
        over = true;
        ended.come();
    }

    private Mono<Void> stop(Progress progress) {
        if (over) {
            return Mono.empty();
        }
        Mono<Void> grace = progress.begun() ? endWithin(GRACE) : Mono.empty();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        return grace.then(Mono.defer(this::request)
                        .repeat(() -> !over && System.nanoTime() - deadline < 0)
                        .then())
                .then(Mono.defer(() -> over ? Mono.empty() : client.destroy()));
    }

    private Mono<Void> request() {
        if (over) {
            return Mono.empty();
        }
        Duration wait = STEP.multipliedBy(attempts.incrementAndGet());
        return client.cancelRequest().then(Mono.defer(() -> endWithin(wait)));
    }

    private Mono<Void> endWithin(Duration wait) {
        return Mono.firstWithSignal(ended.await(), Mono.delay(wait).then());
    }
}
