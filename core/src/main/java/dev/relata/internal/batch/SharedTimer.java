package dev.relata.internal.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.util.context.Context;

/**
 * One timer for all scopes of a store: for a scope of one lookup a timer of its own would be the dearest part. What is to
 * run later runs after its delay, and at the most a tick after that. Thread-safe.
 */
final class SharedTimer {

    private static final long TICK_MS = 10;

    private record Entry(Runnable task, long due) {}

    private final long delayMs;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();

    /** What the next tick is scheduled on, or null. Who replaces the schedulers loses what was scheduled on the old ones. */
    private @Nullable Scheduler ticking;

    SharedTimer(Duration delay) {
        this.delayMs = delay.toMillis();
    }

    /** Runs a task once, after the delay. */
    void later(Scheduler scheduler, Runnable task) {
        if (added(scheduler, task)) {
            schedule(scheduler, delayMs);
        }
    }

    /** Answers whether there is no tick yet. */
    private synchronized boolean added(Scheduler scheduler, Runnable task) {
        boolean first = ticking != scheduler;
        if (first) {
            entries.clear();
            ticking = scheduler;
        }
        entries.add(new Entry(task, scheduler.now(TimeUnit.MILLISECONDS) + delayMs));
        return first;
    }

    private void schedule(Scheduler scheduler, long delay) {
        Disposable unused = scheduler.schedule(() -> tick(scheduler), delay, TimeUnit.MILLISECONDS);
    }

    private void tick(Scheduler scheduler) {
        long now = scheduler.now(TimeUnit.MILLISECONDS);
        due(now).forEach(SharedTimer::run);
        long next = next(scheduler, now);
        if (next > 0) {
            schedule(scheduler, next);
        }
    }

    /** What one scope's subscribers throw is not for the others to suffer. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | LinkageError e) {
            Operators.onErrorDropped(e, Context.empty());
        }
    }

    private synchronized List<Runnable> due(long now) {
        List<Runnable> due = new ArrayList<>();
        for (Entry first = entries.peek(); first != null && first.due() <= now; first = entries.peek()) {
            entries.remove();
            due.add(first.task());
        }
        return due;
    }

    /** How long until the next tick; 0 where none is needed. */
    private synchronized long next(Scheduler scheduler, long now) {
        Entry first = entries.peek();
        if (ticking != scheduler || first == null) {
            ticking = ticking == scheduler ? null : ticking;
            return 0;
        }
        return Math.max(TICK_MS, first.due() - now);
    }
}
