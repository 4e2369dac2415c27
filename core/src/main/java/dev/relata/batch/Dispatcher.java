package dev.relata.batch;

import dev.relata.spi.Burst;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Says when queues send: when no burst is open anywhere in the scope, when they are full, or when they have waited for too
 * long. Bursts are counted for the scope, not for each thread. Thread-safe.
 */
final class Dispatcher implements Burst {

    /** A burst that does not end, because it blocks on its first answer, holds lookups no longer than this. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Consumer<LookupQueue<?>> send;
    private final Scheduler scheduler = Schedulers.parallel();
    private final AtomicInteger bursts = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();
    private final Queue<LookupQueue<?>> ready = new ConcurrentLinkedQueue<>();
    private final Queue<LookupQueue<?>> full = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean watching = new AtomicBoolean();

    Dispatcher(Consumer<LookupQueue<?>> send) {
        this.send = send;
    }

    long now() {
        return scheduler.now(TimeUnit.MILLISECONDS);
    }

    @Override
    public void begin() {
        bursts.incrementAndGet();
    }

    @Override
    public void end() {
        if (bursts.decrementAndGet() == 0) {
            drain();
        }
    }

    /** The queue may send when the bursts are over. */
    void ready(LookupQueue<?> queue) {
        ready.add(queue);
    }

    /** The queue may send at once. */
    void full(LookupQueue<?> queue) {
        full.add(queue);
        drain();
    }

    /** Called when a key was left waiting for a burst. */
    void watch() {
        if (!ready.isEmpty() && watching.compareAndSet(false, true)) {
            scheduler.schedule(this::sendOverdue, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    // A loop instead of recursion: a store that answers at once would deepen the stack with every batch.
    private void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        try {
            int missed = 1;
            do {
                sendAll();
                missed = drains.addAndGet(-missed);
            } while (missed != 0);
        } catch (RuntimeException | Error e) {
            // A subscriber threw, against the rules: the others shall not wait for ever.
            drains.set(0);
            throw e;
        }
    }

    private void sendAll() {
        for (LookupQueue<?> queue = next(); queue != null; queue = next()) {
            send.accept(queue);
        }
    }

    private @Nullable LookupQueue<?> next() {
        LookupQueue<?> queue = full.poll();
        return queue == null && bursts.get() == 0 ? ready.poll() : queue;
    }

    // Not through drain(): the thread that blocks may be the one that drains.
    private void sendOverdue() {
        watching.set(false);
        long before = now() - PATIENCE.toMillis();
        for (int left = ready.size() + full.size(); left > 0; left--) {
            LookupQueue<?> queue = full.isEmpty() ? ready.poll() : full.poll();
            if (queue != null && queue.since <= before) {
                send.accept(queue);
            } else if (queue != null) {
                ready.add(queue);
            }
        }
        watch();
    }
}
