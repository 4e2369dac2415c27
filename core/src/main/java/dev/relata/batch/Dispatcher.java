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

    /**
     * A burst that blocks on its first answer asks for nothing more in two of these, one after the other. One would be
     * enough but for pauses of the whole process, after which a burst that goes on must not be taken for one that blocks.
     */
    static final Duration CHECK = Duration.ofMillis(50);

    private static final int CHECKS = 2;

    /** However busy the scope is, nothing waits for longer. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Consumer<LookupQueue<?>> send;
    private final Ticks checks;
    private final Scheduler scheduler = Schedulers.parallel();
    private final AtomicInteger bursts = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();
    private final Queue<LookupQueue<?>> ready = new ConcurrentLinkedQueue<>();
    private final Queue<LookupQueue<?>> full = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private int seen;
    private int idleChecks;

    Dispatcher(Consumer<LookupQueue<?>> send, Ticks checks) {
        this.send = send;
        this.checks = checks;
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

    /** Called after each key, which may be left waiting for a burst. */
    void watch() {
        asked.incrementAndGet();
        if (anyWaits() && watching.compareAndSet(false, true)) {
            seen = asked.get();
            idleChecks = 0;
            checkLater();
        }
    }

    private void checkLater() {
        checks.later(scheduler, this::check);
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

    // Sends without drain(): the thread that blocks may be the one that drains.
    private void check() {
        int now = asked.get();
        idleChecks = now == seen ? idleChecks + 1 : 0;
        seen = now;
        sendOverdue(idleChecks >= CHECKS);
        if (anyWaits()) {
            checkLater();
            return;
        }
        watching.set(false);
        if (anyWaits()) {
            watch();
        }
    }

    private boolean anyWaits() {
        return !ready.isEmpty() || !full.isEmpty();
    }

    private void sendOverdue(boolean all) {
        long before = now() - LONGEST.toMillis();
        for (LookupQueue<?> queue = full.poll(); queue != null; queue = full.poll()) {
            send.accept(queue);
        }
        for (int left = ready.size(); left > 0; left--) {
            LookupQueue<?> queue = ready.poll();
            if (queue != null && (all || queue.since <= before)) {
                send.accept(queue);
            } else if (queue != null) {
                ready.add(queue);
            }
        }
    }
}
