package dev.relata.mongo.internal.exec;

import com.mongodb.MongoException;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import reactor.util.retry.Retry.RetrySignal;

/**
 * When something is done again, as the driver's specification of its convenient API for transactions has it: until two
 * minutes have passed, after a pause that grows from 5 ms by half each time to 500 ms at the most, of which a random part is
 * waited. Stateless.
 */
final class TransactionRetry {

    private static final int EXPIRED = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final double FIRST_MILLIS = 5;
    private static final double GROWTH = 1.5;
    private static final double MOST_MILLIS = 500;

    private TransactionRetry() {}

    /** A whole transaction, where it met another one or its server went away. */
    static Retry transaction() {
        return when(error -> error instanceof StoreException store && store.reason() == Reason.SERIALIZATION);
    }

    /** A commit of which it is not known whether it happened; one that was given a time is not given another. */
    static Retry commit() {
        return when(error -> error instanceof MongoException mongo
                && mongo.getCode() != EXPIRED
                && mongo.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL));
    }

    private static Retry when(Predicate<Throwable> again) {
        return Retry.from(signals -> {
            long began = now();
            return signals.concatMap(signal -> again.test(signal.failure()) && early(began)
                    ? Mono.delay(pause(signal))
                    : Mono.<Long>error(signal.failure()));
        });
    }

    private static boolean early(long began) {
        return now() - began < PATIENCE.toNanos();
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
