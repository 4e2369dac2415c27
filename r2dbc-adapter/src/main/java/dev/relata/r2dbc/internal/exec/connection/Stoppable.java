package dev.relata.r2dbc.internal.exec.connection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * An exchange that ends early on the server when its subscriber wishes. Its answer is never abandoned: it ends when
 * the statement has ended on the server <em>and</em> no cancel request is under way, so that the next statement on the
 * connection cannot be hit by it.
 */
public final class Stoppable {

    /** The server ignores a request that arrives between two statements, so it is repeated, ever slower. */
    private static final Duration STEP = Duration.ofMillis(20);

    /** Rows have come, so the end of the answer is probably here too ({@code next()}, {@code take}): worth a moment. */
    private static final Duration GRACE = Duration.ofMillis(5);

    /** Then the connection is closed instead. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ConnectionClient client;
    private final Completion ended = new Completion();
    private final AtomicInteger attempts = new AtomicInteger();

    private Stoppable(ConnectionClient client) {
        this.client = client;
    }

    /**
     * Runs the exchange.
     *
     * @param exchange the exchange with the server; subscribed at once, never cancelled
     * @param ready completes when the exchange may be stopped, for example when its savepoint stands
     * @param progress tells whether rows have come
     * @return how the exchange ended
     */
    public static Mono<Signal<Long>> run(
            ConnectionClient client, Completion wish, Mono<Long> exchange, Mono<Void> ready, BooleanSupplier progress) {
        return Mono.defer(() -> {
            Stoppable stoppable = new Stoppable(client);
            Mono<Void> stop = Mono.firstWithSignal(stoppable.ended.await(), ready)
                    .then(Mono.defer(() -> stoppable.stop(progress)));
            return new StoppableMono(
                    exchange.doOnTerminate(stoppable.ended::complete).materialize(), wish, stop);
        });
    }

    private Mono<Void> stop(BooleanSupplier progress) {
        if (ended.happened()) {
            return Mono.empty();
        }
        Mono<Void> grace = progress.getAsBoolean() ? endWithin(GRACE) : Mono.empty();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        return grace.then(Mono.defer(this::request)
                        .repeat(() -> !ended.happened() && System.nanoTime() - deadline < 0)
                        .then())
                .then(Mono.defer(() -> ended.happened() ? Mono.empty() : client.destroy()));
    }

    private Mono<Void> request() {
        if (ended.happened()) {
            return Mono.empty();
        }
        Duration wait = STEP.multipliedBy(attempts.incrementAndGet());
        return client.cancelRequest().then(Mono.defer(() -> endWithin(wait)));
    }

    private Mono<Void> endWithin(Duration wait) {
        return Mono.firstWithSignal(ended.await(), Mono.delay(wait).then());
    }
}
