package dev.relata.internal.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.Context;

/**
 * Checks the dispatchers of all scopes of a store for keys that wait for too long: with a timer for each scope, the timer would
 * be the most expensive part of a scope of one lookup. It ticks only while something waits. Thread-safe.
 */
final class SharedTimer {

    private List<Dispatcher> watched = new ArrayList<>();

    /** Has the next tick, or null. If the schedulers are replaced, the ticks of the old one are lost. */
    private @Nullable Scheduler ticking;

    /** Checks a dispatcher once, with the next tick. */
    synchronized void watch(Dispatcher dispatcher) {
        watched.add(dispatcher);
        Scheduler scheduler = Schedulers.parallel();
        if (ticking != scheduler) {
            ticking = scheduler;
            schedule(scheduler);
        }
    }

    private void schedule(Scheduler scheduler) {
        Disposable unused =
                scheduler.schedule(() -> tick(scheduler), DispatchPolicy.CHECK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick(Scheduler scheduler) {
        takeWatched().forEach(SharedTimer::check);
        scheduleNext(scheduler);
    }

    /** What a subscriber of one scope throws does not concern the other scopes. */
    private static void check(Dispatcher dispatcher) {
        try {
            dispatcher.check();
        } catch (RuntimeException | LinkageError e) {
            Operators.onErrorDropped(e, Context.empty());
        }
    }

    private synchronized List<Dispatcher> takeWatched() {
        List<Dispatcher> taken = watched;
        watched = new ArrayList<>();
        return taken;
    }

    private synchronized void scheduleNext(Scheduler scheduler) {
        if (ticking != scheduler) {
            return;
        }
        if (watched.isEmpty()) {
            ticking = null;
        } else {
            schedule(scheduler);
        }
    }
}
