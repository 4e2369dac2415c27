package dev.relata.r2dbc.internal.exec.connection;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/**
 * An exchange that ends early on the server when its subscriber wishes, or when its time is over. Its answer is never abandoned: it ends
 * when the statement has ended on the server <em>and</em> no cancel request is under way, so that the next statement on the connection
 * cannot be hit by it. Where the server does not end it, the connection is closed.
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

    /** Happens where nobody waits for a driver that blocks any more. */
    private final Completion abandoned = new Completion();

    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean expired;
    private volatile boolean ready;

    private Stoppable(ConnectionClient client) {
        this.client = client;
    }

    /**
     * Runs a statement. It fails when it takes longer than the limit of statements.
     *
     * @param wish the wish to stop it
     * @param exchange the exchange with the server; subscribed at once, never cancelled
     * @param wished completes when a wish may be followed: where the connection is lent, no other statement must be hit
     * @param ready completes when the exchange may be cancelled, for example when its savepoint stands
     * @param progress tells whether rows have come
     * @return how the exchange ended
     */
    public static Mono<Signal<Long>> run(
            ConnectionClient client,
            Completion wish,
            Mono<Long> exchange,
            Mono<Void> wished,
            Mono<Void> ready,
            BooleanSupplier progress) {
        return Mono.defer(() -> {
            Stoppable stoppable = new Stoppable(client);
            Mono<Void> stop = stoppable.endedOr(wished).then(stoppable.stop(ready, progress));
            // On a connection that is lent statements of theirs come first, and end with the transaction.
            Duration limit = client.isLent() ? null : client.statementTimeout();
            return limit == null
                    ? stoppable.run(exchange, wish, stop, null)
                    : stoppable
                            .run(exchange, wish, stop, limit)
                            .map(stoppable.late(error -> TimeLimitException.statement(
                                    limit, client.errors().lost(error), error)));
        });
    }

    /**
     * Runs a statement that begins or ends something, for which no server waits: it fails, and the connection is closed, when its time
     * is over.
     *
     * @param text the statement
     */
    static Mono<Signal<Long>> ending(ConnectionClient client, String text, Mono<Long> exchange, Duration limit) {
        return Mono.defer(() -> {
            Stoppable stoppable = new Stoppable(client);
            return stoppable
                    .run(exchange, null, stoppable.abandon(limit), limit)
                    .map(stoppable.late(error -> TimeLimitException.ending(text, limit, error)));
        });
    }

    /**
     * As {@link #ending}, on a connection on which statements of somebody else's may come first: the time begins with an event.
     *
     * @param last happens when no further statement of theirs comes
     */
    static Mono<Signal<Long>> endingAfter(
            ConnectionClient client, Completion last, String text, Mono<Long> exchange, Duration limit) {
        return Mono.defer(() -> {
            Stoppable stoppable = new Stoppable(client);
            Mono<Void> stop = stoppable
                    .endedOr(Mono.delay(limit).then())
                    .then(Mono.defer(() -> stoppable.ended.happened() ? Mono.empty() : stoppable.expire(limit)));
            return stoppable
                    .run(exchange, last, stop, null)
                    .map(stoppable.late(error -> TimeLimitException.ending(text, limit, error)));
        });
    }

    private Mono<Signal<Long>> run(
            Mono<Long> exchange, @Nullable Completion wish, Mono<Void> stop, @Nullable Duration limit) {
        Mono<Long> end = client.blocks() ? orAbandoned(exchange) : exchange;
        return new StoppableMono(
                end.doOnTerminate(ended::complete).materialize(), wish, stop, limit, () -> expired = true);
    }

    /** The end of the exchange, or that of the wait for it; the exchange itself is never cancelled, which would interrupt its thread. */
    private Mono<Long> orAbandoned(Mono<Long> exchange) {
        Mono<Long> gone = abandoned
                .await()
                .then(Mono.error(() -> new R2dbcNonTransientResourceException(
                        "the connection was closed, for the statement on it did not end")));
        return Mono.firstWithSignal(exchange.cache(), gone);
    }

    private Mono<Void> abandon(Duration silent) {
        return client.abandon(silent).doOnTerminate(abandoned::complete);
    }

    private Function<Signal<Long>, Signal<Long>> late(Function<Throwable, Throwable> reason) {
        return end -> {
            Throwable error = end.getThrowable();
            Errors errors = client.errors();
            boolean stopped = expired && error != null && (errors.lost(error) || errors.isCancelled(error));
            return stopped ? Signal.error(reason.apply(error)) : end;
        };
    }

    private Mono<Void> expire(Duration limit) {
        expired = true;
        return abandon(limit);
    }

    private Mono<Void> endedOr(Mono<Void> other) {
        return Mono.firstWithSignal(ended.await(), other);
    }

    private Mono<Void> stop(Mono<Void> whenReady, BooleanSupplier progress) {
        Mono<Void> cancellable = whenReady.doOnSuccess(any -> ready = true);
        return endedOr(Mono.firstWithSignal(cancellable, Mono.delay(PATIENCE).then()))
                .then(Mono.defer(() -> ready ? cancel(progress) : Mono.empty()))
                .then(Mono.defer(() -> ended.happened() ? Mono.empty() : abandon(PATIENCE)));
    }

    private Mono<Void> cancel(BooleanSupplier progress) {
        // Where no request reaches the statement, only a subscriber that has left can wait for its end.
        if (ended.happened() || expired && !client.canCancel()) {
            return Mono.empty();
        }
        Mono<Void> grace = progress.getAsBoolean() ? endWithin(GRACE) : Mono.empty();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        return grace.then(Mono.defer(this::request)
                .repeat(() -> !ended.happened() && System.nanoTime() - deadline < 0)
                .then());
    }

    private Mono<Void> request() {
        if (ended.happened()) {
            return Mono.empty();
        }
        Duration wait = STEP.multipliedBy(attempts.incrementAndGet());
        return client.cancelRequest().then(Mono.defer(() -> endWithin(wait)));
    }

    private Mono<Void> endWithin(Duration wait) {
        return endedOr(Mono.delay(wait).then());
    }
}
