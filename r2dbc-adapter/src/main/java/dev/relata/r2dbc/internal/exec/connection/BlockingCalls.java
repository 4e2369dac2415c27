package dev.relata.r2dbc.internal.exec.connection;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Runs the calls of a driver that works on the thread of its caller, and waits there for locks. Each has a thread for itself: behind a statement
 * that waits for a lock there may be the COMMIT that releases it. There are no more threads than connections at work, and one that has nothing
 * to do for some seconds ends. Thread-safe.
 */
final class BlockingCalls {

    private static final long IDLE_SECONDS = 5;

    private final Scheduler scheduler;

    BlockingCalls(String name) {
        AtomicInteger numbers = new AtomicInteger();
        this.scheduler = Schedulers.fromExecutorService(new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "relata-" + name + "-" + numbers.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                }));
    }

    <T> Mono<T> run(Mono<T> call) {
        return call.subscribeOn(scheduler);
    }
}
