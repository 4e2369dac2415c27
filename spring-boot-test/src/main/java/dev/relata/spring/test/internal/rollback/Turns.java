package dev.relata.spring.test.internal.rollback;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The turns of one connection: one statement outside any transaction, or one whole transaction, at a time, in the order of
 * their arrival. Thread-safe.
 *
 * <p>A transaction that does nothing while others wait for its end may be waiting for them, and then nobody would ever go on:
 * after a time those that wait fail.
 */
final class Turns {

    private final Duration patience;
    private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();
    private @Nullable Turn current;
    private volatile @Nullable R2dbcException closed;

    Turns(Duration patience) {
        this.patience = patience;
    }

    /** Waits for a turn; a cancel leaves the queue, or gives back the turn that has come at the same moment. */
    Mono<Turn> take(String holder) {
        return Mono.defer(() -> {
            Waiter waiter = new Waiter(holder);
            R2dbcException why = closed;
            if (why != null) {
                return Mono.error(why);
            }
            boolean waits = enqueue(waiter);
            waiter.emit();
            Mono<Turn> granted = waiter.granted.asMono().doOnCancel(() -> abandon(waiter));
            return waits ? Mono.firstWithSignal(granted, watch(waiter)) : granted;
        });
    }

    private synchronized boolean enqueue(Waiter waiter) {
        if (current == null) {
            grant(waiter);
            return false;
        }
        waiting.add(waiter);
        return true;
    }

    private void grant(Waiter waiter) {
        Turn turn = new Turn(waiter.holder);
        waiter.turn = turn;
        current = turn;
    }

    // Emissions are outside of the lock: what they start may ask for the next turn.
    private void next() {
        Waiter waiter;
        synchronized (this) {
            waiter = current == null ? waiting.poll() : null;
            if (waiter != null) {
                grant(waiter);
            }
        }
        if (waiter != null) {
            waiter.emit();
        }
    }

    private void abandon(Waiter waiter) {
        Turn turn;
        synchronized (this) {
            waiting.remove(waiter);
            turn = waiter.turn;
        }
        if (turn != null) {
            turn.end();
        }
    }

    private Mono<Turn> watch(Waiter waiter) {
        return Mono.delay(patience)
                .repeat()
                .filter(tick -> stalled(waiter))
                .next()
                .flatMap(tick -> Mono.error(stall(waiter)));
    }

    /** Takes out a waiter whose turn does not come, for the transaction before it does nothing. */
    private synchronized boolean stalled(Waiter waiter) {
        return current != null && current.idleFor(patience) && waiting.remove(waiter);
    }

    private synchronized R2dbcException stall(Waiter waiter) {
        return new ConnectionHeldException(waiter.holder, current == null ? "another" : current.holder, patience);
    }

    /** Returns why nobody is accepted any more, null while they are. */
    @Nullable
    R2dbcException closed() {
        return closed;
    }

    /** Accepts nobody any more, and lets those that wait fail. */
    void close(R2dbcException why) {
        List<Waiter> left;
        synchronized (this) {
            closed = why;
            left = new ArrayList<>(waiting);
            waiting.clear();
        }
        left.forEach(waiter -> waiter.granted.emitError(why, Sinks.EmitFailureHandler.FAIL_FAST));
    }

    synchronized @Nullable Turn current() {
        return current;
    }

    /** The connection, for one that uses it alone. */
    final class Turn {

        private final String holder;
        private final AtomicBoolean ended = new AtomicBoolean();
        private int running;
        private long idleSince = System.nanoTime();

        private Turn(String holder) {
            this.holder = holder;
        }

        void begun() {
            synchronized (Turns.this) {
                running++;
            }
        }

        void done() {
            synchronized (Turns.this) {
                running--;
                idleSince = System.nanoTime();
            }
        }

        boolean busy() {
            synchronized (Turns.this) {
                return running > 0;
            }
        }

        boolean hasEnded() {
            return ended.get();
        }

        private boolean idleFor(Duration time) {
            return running == 0 && System.nanoTime() - idleSince >= time.toNanos();
        }

        /** Ends the turn; later calls do nothing. */
        void end() {
            if (ended.compareAndSet(false, true)) {
                synchronized (Turns.this) {
                    current = null;
                }
                next();
            }
        }
    }

    /** One that waits for its turn. */
    private static final class Waiter {

        private final String holder;
        private final Sinks.One<Turn> granted = Sinks.one();
        private volatile @Nullable Turn turn;

        private Waiter(String holder) {
            this.holder = holder;
        }

        private void emit() {
            Turn mine = turn;
            if (mine != null) {
                granted.emitValue(mine, Sinks.EmitFailureHandler.FAIL_FAST);
            }
        }
    }
}
