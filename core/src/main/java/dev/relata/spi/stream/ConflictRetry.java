package dev.relata.spi.stream;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

/**
 * Repeats a statement or a transaction that stands for itself: one that failed as a whole, has left nothing behind, and began
 * outside any other transaction. When no attempt is left, the error of the last one is signalled as it is. Stateless.
 *
 * <pre>{@code
 * update(statement).retryWhen(ConflictRetry.immediately(30, ConflictRetry::isConflict));
 * }</pre>
 */
public final class ConflictRetry {

    private static final double FIRST_MILLIS = 5;
    private static final double GROWTH = 1.5;
    private static final double MOST_MILLIS = 500;

    private static final Set<Reason> CONFLICTS =
            EnumSet.of(Reason.SERIALIZATION, Reason.DEADLOCK, Reason.REPLICA_CONFLICT);

    private ConflictRetry() {}

    /**
     * Tells whether a database ended a transaction because of another one, so that the same work may succeed now.
     *
     * @param error the error of the transaction, or several that came together
     * @return true for a serialization failure, for a deadlock, and for a read that a replica has ended
     */
    public static boolean isConflict(Throwable error) {
        return Exceptions.unwrapMultiple(error).stream().anyMatch(ConflictRetry::isOneConflict);
    }

    private static boolean isOneConflict(Throwable error) {
        return error instanceof StoreException store && CONFLICTS.contains(store.reason());
    }

    /**
     * Repeats without a pause, for databases that end one of the transactions which lock each other out and let the others go
     * on.
     *
     * @param times how often at the most, besides the first attempt
     * @param repeated which errors lead to another attempt
     * @return the retry
     */
    public static Retry immediately(long times, Predicate<? super Throwable> repeated) {
        return Retry.max(times).filter(repeated).onRetryExhaustedThrow((policy, signal) -> signal.failure());
    }

    /**
     * Repeats after pauses, for databases that refuse the second of two transactions at once: the longest pause grows from 5 ms by
     * half each time to 500 ms, and a random part of it is waited, so that those who met do not meet again.
     *
     * @param patience how long after the first error another attempt may begin
     * @param repeated which errors lead to another attempt
     * @return the retry
     */
    public static Retry withPauses(Duration patience, Predicate<? super Throwable> repeated) {
        return Retry.from(signals -> {
            long began = now();
            return signals.concatMap(signal -> repeated.test(signal.failure()) && now() - began < patience.toNanos()
                    ? Mono.delay(pause(signal))
                    : Mono.<Long>error(signal.failure()));
        });
    }

    /** By the clock of the pauses, so that tests may turn it. */
    private static long now() {
        return Schedulers.parallel().now(TimeUnit.NANOSECONDS);
    }

    private static Duration pause(RetrySignal signal) {
        double longest = Math.min(MOST_MILLIS, FIRST_MILLIS * Math.pow(GROWTH, signal.totalRetries()));
        return Duration.ofNanos((long) (ThreadLocalRandom.current().nextDouble() * longest * 1_000_000));
    }
}
