package dev.relata.r2dbc.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Waits for what happens a moment after a test has its answer. */
final class Pools {

    private Pools() {}

    private static PoolMetrics metrics(ConnectionPool pool) {
        return pool.getMetrics().orElseThrow();
    }

    /** Waits until no connection of the pool is held or wanted; fails after ten seconds. */
    static void awaitAllReturned(ConnectionPool pool) {
        await(
                () -> metrics(pool).acquiredSize() + metrics(pool).pendingAcquireSize() == 0,
                () -> "held: " + metrics(pool).acquiredSize() + ", wanted: "
                        + metrics(pool).pendingAcquireSize());
    }

    /** Waits until something holds; fails after ten seconds with what the other tells. */
    static void await(BooleanSupplier condition, Supplier<String> otherwise) {
        Boolean held = Mono.fromSupplier(condition::getAsBoolean)
                .subscribeOn(Schedulers.boundedElastic())
                .repeatWhen(again -> again.delayElements(Duration.ofMillis(2)))
                .filter(Boolean::booleanValue)
                .next()
                .timeout(Duration.ofSeconds(10), Mono.just(false))
                .block();
        assertThat(held).as(otherwise).isTrue();
    }

    /** The least time of several attempts: what is asked for is what the code needs, not what a busy machine adds. */
    static Duration fastest(Supplier<Duration> attempt) {
        return Stream.generate(attempt).limit(10).min(Duration::compareTo).orElseThrow();
    }

    /** Gives the pool back, after every connection has come back. */
    static void close(ConnectionPool pool) {
        awaitAllReturned(pool);
        pool.disposeLater().block(Duration.ofSeconds(5));
    }
}
