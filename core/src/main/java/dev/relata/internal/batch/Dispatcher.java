package dev.relata.internal.batch;

import dev.relata.spi.Burst;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.scheduler.Schedulers;

/**
 * Sends the batches of a scope by the rule of the package. It is also the guard of all that the scope collects and remembers;
 * the guard is never held while foreign code runs. Thread-safe.
 */
final class Dispatcher implements Burst {

    private final SharedTimer timer;

    /** The queues that have pending keys and no batch in flight. */
    private final Set<LookupQueue<?>> ready = new LinkedHashSet<>();

    /** Bursts are counted for the scope, not for each thread. */
    private int openBursts;

    /** Changes of queues so far: a lookup, an answer or a cancel is one. */
    private int changes;

    /** Whether lookups have come from outside all bursts since a burst ended. */
    private boolean outside;

    private boolean dispatching;
    private boolean watched;

    Dispatcher(SharedTimer timer) {
        this.timer = timer;
    }

    @Override
    public synchronized void begin() {
        openBursts++;
    }

    @Override
    public void end() {
        if (endsLast()) {
            if (followsOutside()) {
                schedule(changes(), 0);
            } else {
                dispatch();
            }
        }
    }

    private synchronized boolean endsLast() {
        openBursts--;
        return openBursts == 0 && !ready.isEmpty();
    }

    /** Returns whether the burst that has ended goes on, since its subscribers may ask from threads of their own. */
    private synchronized boolean followsOutside() {
        boolean follows = outside;
        outside = false;
        openBursts += follows ? 1 : 0;
        return follows;
    }

    /** Notes a change of a queue; returns whether {@link #dispatch} would send a batch of it. Called with the guard. */
    boolean offer(LookupQueue<?> queue) {
        changes++;
        if (!queue.isReady()) {
            ready.remove(queue);
            return false;
        }
        ready.add(queue);
        watch();
        return mayGo(queue);
    }

    /** Returns whether no burst is open. Called with the guard. */
    boolean isOutside() {
        return openBursts == 0;
    }

    /** The rule. */
    private boolean mayGo(LookupQueue<?> queue) {
        return openBursts == 0 || queue.isFull();
    }

    /**
     * Sends every batch that may go. A loop and no recursion: a store that answers inside the call would deepen the stack with
     * every batch.
     */
    void dispatch() {
        if (startsDispatching()) {
            sendAll(this::next);
        }
    }

    /**
     * Opens a burst for lookups from outside all bursts, such as those of a pipeline that another thread runs. It ends when a
     * worker of the scheduler has come back to it a few times and has seen no change. If changes never stop, a full batch goes
     * at once, and what waits goes when it is overdue.
     */
    void collect() {
        if (startsCollecting()) {
            schedule(changes(), 0);
        }
    }

    private synchronized boolean startsCollecting() {
        if (openBursts > 0) {
            return false;
        }
        openBursts++;
        outside = true;
        return true;
    }

    private synchronized int changes() {
        return changes;
    }

    private void schedule(int seen, int quiet) {
        try {
            Disposable unused = Schedulers.parallel().schedule(() -> endIfQuiet(seen, quiet));
        } catch (RejectedExecutionException e) {
            endCollecting();
        }
    }

    private void endCollecting() {
        if (endsLast()) {
            dispatch();
        }
    }

    private void endIfQuiet(int seen, int quiet) {
        int now = changes();
        int turns = now == seen ? quiet + 1 : 0;
        if (turns == DispatchPolicy.QUIET_TURNS) {
            endCollecting();
        } else {
            schedule(now, turns);
        }
    }

    private synchronized boolean startsDispatching() {
        boolean starts = !dispatching;
        dispatching = true;
        return starts;
    }

    private synchronized @Nullable LookupBatch<?> next() {
        for (LookupQueue<?> queue : ready) {
            if (mayGo(queue)) {
                ready.remove(queue);
                return queue.take();
            }
        }
        dispatching = false;
        return null;
    }

    /** Sends all batches, even if subscribers throw, against the rules: the others would wait for ever. */
    private static void sendAll(Supplier<? extends @Nullable LookupBatch<?>> batches) {
        Throwable thrown = null;
        for (LookupBatch<?> batch = batches.get(); batch != null; batch = batches.get()) {
            try {
                batch.send();
            } catch (Throwable e) {
                thrown = e;
            }
        }
        if (thrown != null) {
            throw Exceptions.propagate(thrown);
        }
    }

    private void watch() {
        if (!watched) {
            watched = true;
            timer.watch(this);
        }
    }

    /** Sends what is overdue, beside {@link #dispatch}: the thread that blocks may be the one that dispatches. */
    void check() {
        sendAll(takeOverdue()::poll);
    }

    private synchronized Queue<LookupBatch<?>> takeOverdue() {
        Queue<LookupBatch<?>> overdue = new ArrayDeque<>();
        ready.removeIf(queue -> queue.isOverdue() && overdue.add(queue.take()));
        watched = false;
        if (!ready.isEmpty()) {
            watch();
        }
        return overdue;
    }
}
