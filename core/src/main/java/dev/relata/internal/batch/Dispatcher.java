package dev.relata.internal.batch;

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
 * long. Bursts are counted for the scope, not for each thread. A queue with keys that came from outside the bursts waits
 * until no more come: whoever asks so, as a pipeline does that another thread runs, seldom has asked for all. A queue with
 * far fewer keys than it had last waits for what is under way: in a chain of lookups these are the ones for which the next
 * link had room, and the others come when that is answered. Thread-safe.
 */
final class Dispatcher implements Burst {

    /**
     * A burst that blocks on its first answer asks for nothing more in two of these, one after the other. One would be
     * enough but for pauses of the whole process, after which a burst that goes on must not be taken for one that blocks.
     */
    static final Duration CHECK = Duration.ofMillis(50);

    private static final int CHECKS = 2;

    /** A thread that could go on has perhaps no core to do so; a second is enough to tell. */
    private static final int CHECKS_RUNNABLE = 20;

    /** However busy the scope is, nothing waits for longer: a burst that never ends, and never stops asking, gets answers too. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** How long no key must come for those that came one by one to be all: the first time, and once some were seen to. */
    private static final Duration GLANCE = Duration.ofNanos(200_000);

    private static final Duration PAUSE = Duration.ofMillis(1);

    /** However many come one by one, they are not collected for longer. */
    private static final Duration LONGEST_SETTLING = Duration.ofMillis(20);

    /** How long few keys wait for what is under way. */
    private static final Duration LONGEST_FEW = Duration.ofMillis(100);

    private final Consumer<LookupQueue<?>> send;
    private final SharedTimer checks;
    private final Scheduler scheduler = Schedulers.parallel();
    private final AtomicInteger bursts = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger drains = new AtomicInteger();
    private final Queue<LookupQueue<?>> ready = new ConcurrentLinkedQueue<>();
    private final Queue<LookupQueue<?>> full = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicBoolean settling = new AtomicBoolean();
    private volatile @Nullable Thread teller;

    /** Whose burst is open, or was last. */
    private volatile @Nullable Thread first;

    private int seen;
    private int idleChecks;
    private int settled;

    Dispatcher(Consumer<LookupQueue<?>> send, SharedTimer checks) {
        this.send = send;
        this.checks = checks;
    }

    long now() {
        return scheduler.now(TimeUnit.MILLISECONDS);
    }

    @Override
    public void begin() {
        if (bursts.getAndIncrement() == 0) {
            first = Thread.currentThread();
        }
    }

    @Override
    public void end() {
        if (bursts.decrementAndGet() == 0) {
            drain();
        }
    }

    /** Called by the thread that tells a batch's answers, which are a burst: what it is asked for is a part of that. */
    void tells(boolean now) {
        teller = now ? Thread.currentThread() : null;
    }

    /** Whether a key that is asked for now, inside its own burst, comes from outside all others. */
    boolean isStray() {
        Thread other = teller;
        return bursts.get() == 1 || (other != null && other != Thread.currentThread());
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

    /** A batch has been taken to be sent; {@link #ended} is called for it, inside a burst or before one. */
    void sends() {
        underWay.incrementAndGet();
    }

    /** A batch is answered or cancelled. */
    void ended() {
        underWay.decrementAndGet();
    }

    /** Something was asked, or told: the scope goes on. */
    void goesOn() {
        asked.incrementAndGet();
    }

    /** Called after each key, which may be left waiting for a burst. */
    void watch() {
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
        if (queue != null || bursts.get() > 0) {
            return queue;
        }
        for (LookupQueue<?> waiting : ready) {
            if (!holds(waiting) && ready.remove(waiting)) {
                return waiting;
            }
        }
        return null;
    }

    private boolean holds(LookupQueue<?> queue) {
        if (queue.strays && !settledLong(queue)) {
            settle();
            return true;
        }
        return queue.few && underWay.get() > 0 && !waitedFor(queue, LONGEST_FEW);
    }

    private boolean settledLong(LookupQueue<?> queue) {
        return waitedFor(queue, LONGEST_SETTLING);
    }

    private boolean waitedFor(LookupQueue<?> queue, Duration time) {
        return now() - queue.since > time.toMillis();
    }

    private void settle() {
        if (settling.compareAndSet(false, true)) {
            settled = asked.get();
            lookIn(GLANCE);
        }
    }

    private void lookIn(Duration time) {
        scheduler.schedule(this::look, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        int now = asked.get();
        LookupQueue<?> first = ready.peek();
        if (now != settled && first != null && !settledLong(first)) {
            settled = now;
            lookIn(PAUSE);
            return;
        }
        ready.forEach(queue -> queue.strays = false);
        settling.set(false);
        drain();
    }

    // Sends without drain(): the thread that blocks may be the one that drains.
    private void check() {
        int now = asked.get();
        idleChecks = now == seen ? idleChecks + 1 : 0;
        seen = now;
        try {
            sendOverdue(idleChecks >= (runnable() ? CHECKS_RUNNABLE : CHECKS));
        } finally {
            checkOn();
        }
    }

    private boolean runnable() {
        Thread thread = first;
        return bursts.get() > 0 && thread != null && thread.getState() == Thread.State.RUNNABLE;
    }

    private void checkOn() {
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
